using SpotifyPipeline.Layout;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>Looks at some documents of a run and says where their JSON differs from what earlier runs saw.</summary>
/// <remarks>
/// It looks beside the transformation and costs little of it: the first documents of a kind and a few of the rest, two pages of each,
/// a sample of their entries. Nothing that goes wrong with it ends a run.
/// </remarks>
internal sealed class DriftRadar(IObjectStore store, string statePrefix, TimeProvider time, string runId)
{
    private const int FirstDocuments = 32;
    private const int SpreadDocuments = 64;

    private readonly object _lock = new();
    private readonly ShapeReader _reader = new();
    private readonly Dictionary<(string Source, string AppClass), DriftSample> _samples = [];
    private readonly Dictionary<(string Source, string AppClass), int> _counts = [];
    private readonly StateFiles<DriftBaseline> _files = new(store, json => json.DriftBaseline, time);

    /// <summary>Looks at a document, perhaps. May be called by several threads.</summary>
    public void Look(DocumentName name, RawDocument document)
    {
        if (Begin(name, document.Manifest, document.Pages.Count) is { } look)
        {
            for (var i = 0; i < document.Pages.Count; i++)
            {
                look.At(document.Pages[i], i);
            }

            look.End();
        }
    }

    /// <summary>Begins to look at a document; null where enough like it were looked at. May be called by several threads.</summary>
    public DriftLook? Begin(DocumentName name, RawManifest manifest, int pages)
    {
        var kind = (manifest.Source, manifest.AppClass ?? "unknown");
        return pages > 0 && IsChosen(kind) ? new DriftLook(pages, _reader, seen => Add(kind, name, seen)) : null;
    }

    /// <summary>Compares with the baselines and moves them on.</summary>
    public async Task<IReadOnlyList<DriftFinding>> CompareAsync(CancellationToken cancellationToken)
    {
        var all = new List<DriftFinding>();
        foreach (var ((source, appClass), sample) in _samples.OrderBy(s => s.Key))
        {
            IReadOnlyList<DriftFinding> findings = [];
            var comparison = new DriftComparison(source, appClass);
            try
            {
                await _files.ChangeAsync(
                    $"{statePrefix}drift/{source}-{appClass}.json",
                    baseline =>
                    {
                        findings = [];
                        if (baseline?.RunId == runId && baseline.Documents >= FirstDocuments)
                        {
                            return null; // Thousands of workers with one document each: enough of them have looked.
                        }

                        (var next, findings) = comparison.Compare(baseline, sample, runId);
                        return next;
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                continue; // The next run compares with the older baseline.
            }

            all.AddRange(findings);
        }

        return all;
    }

    private void Add((string Source, string AppClass) kind, DocumentName name, IReadOnlyList<(string Path, JsonShape Shape)> seen)
    {
        lock (_lock)
        {
            var sample = _samples.TryGetValue(kind, out var known) ? known : _samples[kind] = new DriftSample();
            sample.Documents++;
            foreach (var (path, shape) in seen)
            {
                sample.Add(path, shape, name.Tail);
            }
        }
    }

    private bool IsChosen((string Source, string AppClass) kind)
    {
        lock (_lock)
        {
            var count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            return count <= FirstDocuments || count % SpreadDocuments == 0;
        }
    }
}
