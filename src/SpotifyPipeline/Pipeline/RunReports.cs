using System.Runtime.CompilerServices;
using System.Text.Json;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline;

/// <summary>Reads the reports that <see cref="ReportStore"/> keeps.</summary>
internal static class RunReports
{
    /// <summary>The merged reports of all runs, the newest first; what is no report is left out.</summary>
    public static async IAsyncEnumerable<RunReport> NewestFirstAsync(IObjectStore store, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(prefix, null, cancellationToken).ConfigureAwait(false))
        {
            // Reports of stages and units lie in a folder of their run.
            if (entry.Key.EndsWith(".json", StringComparison.Ordinal) && entry.Key.IndexOf('/', prefix.Length) < 0)
            {
                keys.Add(entry.Key);
            }
        }

        // The ids of runs sort by time.
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            if (await ReadAsync(store, keys[i], cancellationToken).ConfigureAwait(false) is { } report)
            {
                yield return report;
            }
        }
    }

    private static async Task<RunReport?> ReadAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var kept = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            return kept is null ? null : JsonSerializer.Deserialize(kept.Content.Span, ReportJson.Default.RunReport);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
