using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Sources;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>Runs the sources of one run, some at once.</summary>
internal sealed class ExtractStage(PipelineParts parts)
{
    /// <summary>Sources whose documents belong to an account and carry its key.</summary>
    private static readonly string[] AccountSources = ["saved-tracks", "recently-played", "top-tracks", "top-artists"];

    /// <summary>Runs them; a quota ends the stage early, and the report then says when to resume.</summary>
    public async Task<ExtractReport> RunAsync(RunStart run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var sources = parts.Sources();
        if (sources.Count == 0)
        {
            throw new SpotifyPipelineException("There is nothing to extract: no source is set. Add one in the settings (SpotifyPipeline:Sources:Playlists) or in code (AddPlaylistSource).");
        }

        var before = parts.CallStatistics();
        var client = new ObservingClient(parts.Spotify());
        var written = new WrittenDocuments(progress, sources.Count);
        SpotifyQuotaException? quota = null;
        try
        {
            var header = await HeaderAsync(run, sources, client, cancellationToken).ConfigureAwait(false);
            var context = new SourceContext(client, parts.Raw, header, written.Add);
            var options = new ParallelOptions { MaxDegreeOfParallelism = parts.MaxParallelSources, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(sources, options, async (source, token) =>
                await source.ExtractAsync(context, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (SpotifyQuotaException e)
        {
            quota = e;
        }

        var calls = parts.CallStatistics().Since(before);
        return written.ToReport() with
        {
            AppClass = client.AppClass.ToString().ToLowerInvariant(),
            Calls = calls.CallsByEndpoint,
            CallsInLastDay = parts.QuotaUse is { } use ? await use.AddAsync(calls.CallsByEndpoint, cancellationToken).ConfigureAwait(false) : null,
            RateLimited = calls.RateLimited,
            SecondsWaited = calls.Waited.TotalSeconds,
            ResumeAt = quota?.ResumeAt,
        };
    }

    private async Task<RawManifest> HeaderAsync(RunStart run, IReadOnlyList<ISource> sources, ObservingClient client, CancellationToken cancellationToken)
    {
        var needsAccount = sources.Any(s => AccountSources.Contains(s.Name));
        var accountKey = needsAccount && parts.UserKeySecret is { } secret
            ? await AccountKey.ReadAsync(client, secret, cancellationToken).ConfigureAwait(false)
            : null;
        return new RawManifest
        {
            Source = "",
            Id = "",
            RunId = run.RunId,
            ExtractedAt = run.ExtractedAt,
            SnapshotDate = run.SnapshotDate,
            AccountKey = accountKey,
            Simulated = run.Simulated,
        };
    }

    /// <summary>Counts documents as they are written.</summary>
    private sealed class WrittenDocuments(IProgress<PipelineProgress>? progress, int expected)
    {
        private readonly object _lock = new();
        private readonly List<RawManifest> _manifests = [];

        public void Add(RawManifest manifest)
        {
            int count;
            lock (_lock)
            {
                _manifests.Add(manifest);
                count = _manifests.Count;
            }

            progress?.Report(new PipelineProgress(PipelineStage.Extract, count, Math.Max(count, expected), $"{manifest.Source}/{manifest.Id}"));
        }

        public ExtractReport ToReport()
        {
            lock (_lock)
            {
                return new ExtractReport
                {
                    Read = _manifests.Count(m => m.Status == RawStatus.Complete),
                    Unchanged = _manifests.Count(m => m.Status == RawStatus.Unchanged),
                    Forbidden = Names(RawStatus.Forbidden),
                    Missing = Names(RawStatus.Missing),
                    Bytes = _manifests.Sum(m => m.Pages.Sum(p => p.Bytes)),
                };
            }
        }

        private List<string> Names(RawStatus status) =>
            [.. _manifests.Where(m => m.Status == status).Select(m => $"{m.Source}/{m.Id}").Order(StringComparer.Ordinal)];
    }
}
