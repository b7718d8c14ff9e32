using SpotifyPipeline.Reports;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>The verbs of a pipeline, each a sequence of stages and a report at the end.</summary>
internal sealed class LakePipeline : IPipeline
{
    private readonly PipelineParts _parts;
    private readonly RunStarts _runs;
    private readonly LakeKind _kind;
    private readonly ReportStore _reports;
    private readonly ExtractStage _extract;
    private readonly TransformStage _transform;
    private readonly QualityStage _quality;

    public LakePipeline(PipelineParts parts)
    {
        _parts = parts;
        _runs = new RunStarts(parts.Store, parts.Layout.State, parts.Time);
        _kind = new LakeKind(parts.Store, parts.Layout.State);
        _reports = new ReportStore(parts.Store, parts.Layout.Runs);
        _extract = new ExtractStage(parts);
        _transform = new TransformStage(parts, _reports);
        _quality = new QualityStage(parts);
    }

    public async Task<RunReport> ExtractAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var run = await StartAsync(resumeRunId, cancellationToken).ConfigureAwait(false);
        var report = await ExtractAsync(run, progress, cancellationToken).ConfigureAwait(false);
        return await _reports.MergeAsync(run.RunId, report, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunReport> RunAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var run = await StartAsync(resumeRunId, cancellationToken).ConfigureAwait(false);
        var extracted = await ExtractAsync(run, progress, cancellationToken).ConfigureAwait(false);
        var transformed = await _transform.TransformPendingAsync(run, progress, cancellationToken).ConfigureAwait(false);
        return await EndAsync(run, ReportMerge.Merge([extracted, transformed]), cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunReport> TransformPendingAsync(IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var run = await StartAsync(null, cancellationToken).ConfigureAwait(false);
        var report = await _transform.TransformPendingAsync(run, progress, cancellationToken).ConfigureAwait(false);
        return await EndAsync(run, report, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunReport> ReplayAsync(DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        if (to < from)
        {
            throw new ArgumentException($"The last date {to:yyyy-MM-dd} is before the first, {from:yyyy-MM-dd}.", nameof(to));
        }

        var run = await StartAsync(null, cancellationToken).ConfigureAwait(false);
        var report = await _transform.ReplayAsync(run, from, to, progress, cancellationToken).ConfigureAwait(false);
        return await EndAsync(run, report, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunReport> TransformAsync(string rawKey, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(rawKey);
        return await _transform.TransformOneAsync(rawKey, cancellationToken).ConfigureAwait(false);
    }

    public Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(content);
        return _parts.Raw.ImportAsync(name, content, modified, cancellationToken);
    }

    /// <summary>The last step of a run: what reads the rows that it has written, side by side.</summary>
    private async Task<RunReport> EndAsync(RunStart run, RunReport report, CancellationToken cancellationToken)
    {
        var quality = _quality.CheckAsync(report, cancellationToken);
        var refresh = RefreshCurrentAsync(cancellationToken);
        await Task.WhenAll(quality, refresh).ConfigureAwait(false);
        report = await quality.ConfigureAwait(false);
        if (await refresh.ConfigureAwait(false) is { } warning)
        {
            report = report with { Warnings = [.. report.Warnings, warning] };
        }

        return await _reports.MergeAsync(run.RunId, report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refreshes the current tables; gives a warning where that failed. The rows are safe already, so tables that can be made again do not fail a run.</summary>
    private async Task<string?> RefreshCurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _parts.CurrentTables.RefreshAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"The current tables were not refreshed, so questions about now may read the whole history until the next run: {failure.Message}";
        }
    }

    private async Task<RunStart> StartAsync(string? resumeRunId, CancellationToken cancellationToken)
    {
        await _kind.RequireAsync(_parts.Simulated, cancellationToken).ConfigureAwait(false);
        var run = resumeRunId is null
            ? await _runs.StartAsync(_parts.Simulated, cancellationToken).ConfigureAwait(false)
            : await _runs.FindAsync(resumeRunId, cancellationToken).ConfigureAwait(false)
                ?? throw new ArgumentException($"There is no run {resumeRunId} in this lake to resume. The runs are listed under {_parts.Store.GetLocation(_parts.Layout.State)}runs/.", nameof(resumeRunId));
        PipelineTelemetry.NameRun(run.RunId);
        return run;
    }

    private async Task<RunReport> ExtractAsync(RunStart run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var startedAt = _parts.Time.GetUtcNow();
        ExtractReport extract;
        try
        {
            extract = await _extract.RunAsync(run, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.RunId, e, cancellationToken);
        }

        PipelineTelemetry.Count(extract);
        var report = new RunReport
        {
            RunId = run.RunId,
            SnapshotDate = run.SnapshotDate,
            StartedAt = startedAt,
            EndedAt = Latest(startedAt, _parts.Time.GetUtcNow()),
            Simulated = run.Simulated,
            Outcome = extract.ResumeAt is not null ? RunOutcome.StoppedByQuota
                : extract.Forbidden.Count + extract.Missing.Count > 0 ? RunOutcome.PartlyDone
                : RunOutcome.Done,
            Extract = extract,
            Warnings = [.. ExtractWarnings.Of(extract)],
            Next = [.. ExtractWarnings.Next(extract, run)],
        };
        await _reports.WriteAsync(run.RunId, "extract", report, cancellationToken).ConfigureAwait(false);
        return report;
    }

    // A clock that jumps back must not give a run a negative duration.
    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
