using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>Shows each verb to observers: an activity around it, its time and its outcome.</summary>
internal sealed class ObservedPipeline(IPipeline inner, TimeProvider time) : IPipeline
{
    public Task<RunReport> ExtractAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        PipelineTelemetry.ObserveAsync("extract", time, () => inner.ExtractAsync(resumeRunId, progress, cancellationToken));

    public Task<RunReport> TransformAsync(string rawKey, CancellationToken cancellationToken) =>
        PipelineTelemetry.ObserveAsync("transform", time, () => inner.TransformAsync(rawKey, cancellationToken));

    public Task<RunReport> TransformPendingAsync(IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        PipelineTelemetry.ObserveAsync("transform_pending", time, () => inner.TransformPendingAsync(progress, cancellationToken));

    public Task<RunReport> RunAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        PipelineTelemetry.ObserveAsync("run", time, () => inner.RunAsync(resumeRunId, progress, cancellationToken));

    public Task<RunReport> ReplayAsync(DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        PipelineTelemetry.ObserveAsync("replay", time, () => inner.ReplayAsync(from, to, progress, cancellationToken));

    public Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken) =>
        inner.ImportAsync(name, content, modified, cancellationToken);
}
