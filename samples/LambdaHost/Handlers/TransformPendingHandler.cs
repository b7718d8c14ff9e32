using LambdaHost.Runtime;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;

namespace LambdaHost.Handlers;

/// <summary>Nothing needs to be said: everything that is pending is meant.</summary>
internal sealed record TransformPendingInput;

/// <summary>What was transformed.</summary>
/// <param name="RunId">The run under which the report is kept.</param>
/// <param name="Documents">Documents whose rows were written.</param>
/// <param name="Rows">Rows written, by table.</param>
/// <param name="Quarantined">Documents that cannot be read, with the reason; at most 100 are named.</param>
/// <param name="QuarantinedCount">How many there are.</param>
internal sealed record TransformPendingOutput(
    string RunId, int Documents, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<QuarantinedDocument> Quarantined, int QuarantinedCount);

/// <summary>Transforms whatever is pending, in batches: what an event or a Map state left behind, and large extractions.</summary>
/// <remarks>At the deadline the call fails with <see cref="FailureReport.DeadlineReached"/>; the next one goes on with what is left.</remarks>
internal sealed class TransformPendingHandler(IPipeline pipeline) : IHandler<TransformPendingInput, TransformPendingOutput>
{
    private const int MostNamed = 100;

    public async Task<TransformPendingOutput> HandleAsync(TransformPendingInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var report = await pipeline.TransformPendingAsync(null, cancellationToken);
        var transform = report.Transform ?? new TransformReport();
        return new TransformPendingOutput(
            report.RunId,
            transform.Documents,
            transform.Tables.ToDictionary(t => t.Name, t => t.Written),
            [.. transform.Quarantined.Take(MostNamed)],
            transform.Quarantined.Count);
    }
}
