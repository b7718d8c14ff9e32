using LambdaHost.Events;
using LambdaHost.Runtime;
using SpotifyPipeline;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;

namespace LambdaHost.Handlers;

/// <summary>What became of one record of an event.</summary>
/// <param name="Key">The key, as the event named it.</param>
/// <param name="Outcome">
/// <c>transformed</c>, <c>quarantined</c>, <c>duplicate</c>, <c>late</c> (an older event of the key), <c>ignored</c> (not a
/// pending document), <c>gone</c> or <c>failed</c>.
/// </param>
/// <param name="Rows">Rows written.</param>
/// <param name="Error">Why; null where nothing went wrong.</param>
internal sealed record RecordResult(string Key, string Outcome, long Rows = 0, string? Error = null);

/// <summary>What became of an event, record by record.</summary>
internal sealed record TransformOutput(IReadOnlyList<RecordResult> Records);

/// <summary>Transforms exactly the objects that an event names; it lists nothing and takes nothing else along.</summary>
internal sealed class TransformHandler(IPipeline pipeline, LakeAddress lake, ISequencerMemory sequencers) : IHandler<ObjectEvent, TransformOutput>
{
    public async Task<TransformOutput> HandleAsync(ObjectEvent input, Invocation invocation, CancellationToken cancellationToken)
    {
        var notices = ObjectNotice.From(input);
        var results = new List<RecordResult>(notices.Count);
        var transient = true;
        foreach (var notice in notices)
        {
            try
            {
                results.Add(await HandleAsync(notice, cancellationToken));
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // One bad record must not keep the others back; the call fails at its end.
                transient &= IsTransient(failure);
                results.Add(new RecordResult(notice.Keys[0], "failed", Error: failure.Message));
            }
        }

        var failed = results.Where(r => r.Outcome == "failed").ToList();
        return failed.Count == 0 ? new TransformOutput(results) : throw new RecordsFailedException(failed, results.Count, transient);
    }

    private async Task<RecordResult> HandleAsync(ObjectNotice notice, CancellationToken cancellationToken)
    {
        var name = notice.Keys[0];
        if (notice.Bucket is not null && lake.Bucket is not null && notice.Bucket != lake.Bucket)
        {
            throw new SpotifyPipelineException($"The event names the bucket {notice.Bucket}; expected {lake.Bucket}. Set SpotifyPipeline:Aws:Bucket (or RawBucket), or send the bucket's notifications elsewhere.");
        }

        foreach (var reading in notice.Keys)
        {
            if (lake.PendingKey(reading) is not { } key)
            {
                continue;
            }

            if (notice.Sequencer is not null && await sequencers.ReadAsync(key, cancellationToken) is { } newest)
            {
                var order = Sequencer.Compare(notice.Sequencer, newest);
                if (order <= 0)
                {
                    return new RecordResult(name, order == 0 ? "duplicate" : "late");
                }
            }

            var report = (await pipeline.TransformAsync(key, cancellationToken)).Transform;
            if (report is null or { Documents: 0, Quarantined.Count: 0 })
            {
                // No such object: perhaps the server does not encode keys, and another reading is meant.
                continue;
            }

            if (notice.Sequencer is not null)
            {
                // After the work: were it before, a crash in between would make the redelivery look like a duplicate.
                await sequencers.RememberAsync(key, notice.Sequencer, cancellationToken);
            }

            return Result(name, report);
        }

        return new RecordResult(name, notice.Keys.Any(k => lake.PendingKey(k) is not null) ? "gone" : "ignored");
    }

    private static RecordResult Result(string name, TransformReport report) => report.Quarantined.Count > 0
        ? new RecordResult(name, "quarantined", Error: string.Join("; ", report.Quarantined.Select(q => q.Reason)))
        : new RecordResult(name, "transformed", report.Tables.Sum(t => t.Written));

    private static bool IsTransient(Exception failure) =>
        FailureReport.Of(failure, deadlineReached: false).ErrorType == FailureReport.Transient;
}
