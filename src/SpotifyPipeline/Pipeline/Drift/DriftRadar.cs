using System.Text.Json;
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

    // A page of this size is no page of the Web API.
    private const int MaxPageBytes = 8 << 20;

    private readonly object _lock = new();
    private readonly Dictionary<(string Source, string AppClass), DriftSample> _samples = [];
    private readonly Dictionary<(string Source, string AppClass), int> _counts = [];
    private readonly StateFiles<DriftBaseline> _files = new(store, json => json.DriftBaseline, time);

    /// <summary>Looks at a document, perhaps. May be called by several threads.</summary>
    public void Look(DocumentName name, RawDocument document)
    {
        var kind = (document.Manifest.Source, document.Manifest.AppClass ?? "unknown");
        if (document.Pages.Count == 0 || !IsChosen(kind))
        {
            return;
        }

        var shapes = new List<(string Path, JsonShape Shape)>();
        try
        {
            foreach (var page in document.Pages.Count == 1 ? [0] : (int[])[0, 1 + ((document.Pages.Count - 1) / 2)])
            {
                if (document.Pages[page].Content.Length <= MaxPageBytes)
                {
                    shapes.Add((page == 0 ? "$" : "$next", JsonShape.Read(document.Pages[page].Content.Span)));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return; // What cannot be read is for the transformation to say.
        }

        lock (_lock)
        {
            var sample = _samples.TryGetValue(kind, out var known) ? known : _samples[kind] = new DriftSample();
            sample.Documents++;
            foreach (var (path, shape) in shapes)
            {
                sample.Add(path, shape, name.Tail);
            }
        }
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

    private bool IsChosen((string Source, string AppClass) kind)
    {
        lock (_lock)
        {
            var count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            return count <= FirstDocuments || count % SpreadDocuments == 0;
        }
    }
}
