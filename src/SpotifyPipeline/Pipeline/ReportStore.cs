using System.Text;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline;

/// <summary>Keeps reports in the lake: one object for each stage or unit, and the merged one.</summary>
internal sealed class ReportStore(IObjectStore store, string prefix)
{
    /// <summary>Keeps the report of one stage or unit; it has one writer.</summary>
    public Task WriteAsync(string runId, string part, RunReport report, CancellationToken cancellationToken) =>
        PutAsync($"{prefix}{runId}/{part}.json", report, cancellationToken);

    /// <summary>Keeps the report of the run as a whole.</summary>
    public async Task<RunReport> MergeAsync(string runId, RunReport report, CancellationToken cancellationToken)
    {
        await PutAsync($"{prefix}{runId}.json", report, cancellationToken).ConfigureAwait(false);
        return report;
    }

    private Task PutAsync(string key, RunReport report, CancellationToken cancellationToken) =>
        store.WriteAsync(key, Encoding.UTF8.GetBytes(report.ToJson()), PutCondition.Always, cancellationToken);
}
