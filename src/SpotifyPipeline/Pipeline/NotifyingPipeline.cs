using SpotifyPipeline.Notifications;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>Tells people how the verbs ended that they started. Single documents are not told: there may be thousands.</summary>
/// <param name="inner">Does the work.</param>
/// <param name="notifier">Is told; its failures are kept away from the run.</param>
internal sealed class NotifyingPipeline(IPipeline inner, GuardedNotifier notifier) : IPipeline
{
    public Task<RunReport> ExtractAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        TellAsync("extract", () => inner.ExtractAsync(resumeRunId, progress, cancellationToken), cancellationToken);

    public Task<RunReport> TransformAsync(string rawKey, CancellationToken cancellationToken) => inner.TransformAsync(rawKey, cancellationToken);

    public Task<RunReport> TransformPendingAsync(IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        TellAsync("transform", () => inner.TransformPendingAsync(progress, cancellationToken), cancellationToken);

    public Task<RunReport> RunAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        TellAsync("run", () => inner.RunAsync(resumeRunId, progress, cancellationToken), cancellationToken);

    public Task<RunReport> ReplayAsync(DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        TellAsync("replay", () => inner.ReplayAsync(from, to, progress, cancellationToken), cancellationToken);

    public Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken) =>
        inner.ImportAsync(name, content, modified, cancellationToken);

    private async Task<RunReport> TellAsync(string verb, Func<Task<RunReport>> work, CancellationToken cancellationToken)
    {
        RunReport report;
        try
        {
            report = await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ArgumentException))
        {
            // A cancellation is no news to whoever cancelled, nor is misuse to whoever called.
            await notifier.NotifyAsync(RunNotification.Of(verb, failure), cancellationToken).ConfigureAwait(false);
            throw;
        }

        await notifier.NotifyAsync(RunNotification.Of(report), cancellationToken).ConfigureAwait(false);
        return report;
    }
}
