using LambdaHost.Runtime;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;

namespace LambdaHost.Handlers;

/// <summary>What to extract is in the settings; a scheduler's event says no more than that it is time.</summary>
internal sealed record ExtractInput
{
    /// <summary>The run to go on with; null for a new one, or for the one that stopped last.</summary>
    public string? ResumeRunId { get; init; }

    /// <summary>Do nothing unless there is a run to go on with.</summary>
    public bool OnlyResume { get; init; }
}

/// <summary>What came of an extraction.</summary>
/// <param name="RunId">The run; null where none began.</param>
/// <param name="SnapshotDate">The partition of what it extracted; null where the deadline stopped it or nothing began.</param>
/// <param name="Outcome"><c>done</c>, <c>partlyDone</c>, <c>stopped</c> (see the hint) or <c>nothing</c>.</param>
/// <param name="Documents">The keys of the run's raw documents that wait to be transformed, at most 1,000.</param>
/// <param name="MoreDocuments">Whether there are more than that: transform what is pending instead.</param>
/// <param name="Resume">When to go on; null where nothing is left.</param>
/// <param name="Warnings">What a reader should know.</param>
internal sealed record ExtractOutput(
    string? RunId, DateOnly? SnapshotDate, string Outcome, IReadOnlyList<string> Documents, bool MoreDocuments, ResumeHint? Resume, IReadOnlyList<string> Warnings);

/// <summary>Runs the sources. When the quota or the deadline is near it stops and says when to go on; it never sleeps on paid time.</summary>
internal sealed class ExtractHandler(IPipeline pipeline, IObjectStore store, LakeLayout layout, IResumeHints hints, TimeProvider time) : IHandler<ExtractInput, ExtractOutput>
{
    // A state machine's input may have 256 KB; 1,000 keys have about 100.
    private const int MostDocuments = 1000;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(5);

    public async Task<ExtractOutput> HandleAsync(ExtractInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var hint = await hints.ReadAsync(cancellationToken);
        if (input.ResumeRunId is null && hint is not null && hint.At > time.GetUtcNow().UtcDateTime)
        {
            return new ExtractOutput(hint.RunId, null, "stopped", [], false, hint, []);
        }

        var resumeRunId = input.ResumeRunId ?? hint?.RunId;
        if (input.OnlyResume && resumeRunId is null)
        {
            return new ExtractOutput(null, null, "nothing", [], false, null, []);
        }

        try
        {
            var report = await pipeline.ExtractAsync(resumeRunId, null, cancellationToken);
            return await CloseAsync(report.RunId, report.SnapshotDate, Outcome(report), Hint(report), report.Warnings, cancellationToken);
        }
        catch (RunInterruptedException stopped) when (cancellationToken.IsCancellationRequested)
        {
            // What the deadline's token still leaves is the reserve, and closing needs a token that has not fired.
            using var closing = new CancellationTokenSource(ClosingTime, time);
            var resume = new ResumeHint(stopped.RunId, Seconds(time.GetUtcNow()), "deadline");
            return await CloseAsync(stopped.RunId, null, "stopped", resume, [], closing.Token);
        }
    }

    private async Task<ExtractOutput> CloseAsync(string runId, DateOnly? snapshotDate, string outcome, ResumeHint? resume, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        await hints.WriteAsync(resume, cancellationToken);
        var documents = new List<string>();
        await foreach (var entry in store.ListAsync(layout.RawPending, null, cancellationToken))
        {
            if (DocumentName.FromKey(layout.RawPending, entry.Key) is { IsBare: false } name && name.Tail.EndsWith('/' + runId, StringComparison.Ordinal))
            {
                if (documents.Count == MostDocuments)
                {
                    return new ExtractOutput(runId, snapshotDate, outcome, documents, true, resume, warnings);
                }

                documents.Add(entry.Key);
            }
        }

        return new ExtractOutput(runId, snapshotDate, outcome, documents, false, resume, warnings);
    }

    private static string Outcome(RunReport report) => report.Outcome switch
    {
        RunOutcome.Done => "done",
        RunOutcome.PartlyDone => "partlyDone",
        _ => "stopped",
    };

    private ResumeHint? Hint(RunReport report) => report.Outcome == RunOutcome.StoppedByQuota
        ? new ResumeHint(report.RunId, Seconds(report.Extract?.ResumeAt ?? time.GetUtcNow().AddHours(1)), "quota")
        : null;

    // Up to the next whole second: a Wait state takes fractions too, but the quota is never over early.
    private static DateTime Seconds(DateTimeOffset at) =>
        new((at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
