using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>A pipeline that answers as the test says and remembers what it was asked.</summary>
internal sealed class ScriptedPipeline : IPipeline
{
    public const string RunId = "20261120T091223Z-4f2a9c";

    public List<string?> Extracted { get; } = [];

    public List<string> Transformed { get; } = [];

    public Func<CancellationToken, Task<RunReport>> Extract { get; set; } = _ => Task.FromResult(Report());

    public Func<string, TransformReport> Transform { get; set; } = _ => new TransformReport { Documents = 1, Tables = [new TableReport("songs", 3, 3, 1, 100)] };

    public static RunReport Report(RunOutcome outcome = RunOutcome.Done, ExtractReport? extract = null, TransformReport? transform = null) => new()
    {
        RunId = RunId,
        SnapshotDate = new DateOnly(2026, 11, 20),
        StartedAt = new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2026, 11, 20, 9, 13, 0, TimeSpan.Zero),
        Outcome = outcome,
        Extract = extract,
        Transform = transform,
    };

    public Task<RunReport> ExtractAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        Extracted.Add(resumeRunId);
        return Extract(cancellationToken);
    }

    public Task<RunReport> TransformAsync(string rawKey, CancellationToken cancellationToken)
    {
        Transformed.Add(rawKey);
        return Task.FromResult(Report(transform: Transform(rawKey)));
    }

    public Task<RunReport> TransformPendingAsync(IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) =>
        Task.FromResult(Report(transform: Transform("")));

    public Task<RunReport> RunAsync(string? resumeRunId, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) => Extract(cancellationToken);

    public Task<RunReport> ReplayAsync(DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) => Extract(cancellationToken);

    public Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken) => Task.FromResult(name);
}
