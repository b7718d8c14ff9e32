namespace SpotifyPipeline.Reports;

/// <summary>What a run did, as it is kept in <c>runs/{run_id}.json</c>.</summary>
public sealed record RunReport
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The partition of what it extracted (UTC day on which it began).</summary>
    public required DateOnly SnapshotDate { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last stage ended (UTC); never before <see cref="StartedAt"/>, even when the clock jumps back.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome { get; init; }

    /// <summary>Whether a simulator answered, and not Spotify.</summary>
    public bool Simulated { get; init; }

    /// <summary>What was extracted; null where the run did not extract.</summary>
    public ExtractReport? Extract { get; init; }

    /// <summary>What was transformed; null where the run did not transform.</summary>
    public TransformReport? Transform { get; init; }

    /// <summary>Whether the tables keep their rules on the snapshot dates that this run wrote; null where it wrote none, or does not check.</summary>
    public QualityReport? Quality { get; init; }

    /// <summary>What a reader should know, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What to do next, in sentences.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>The report as it is kept in the lake: JSON, snake_case, indented.</summary>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, ReportWriterJson.Default.RunReport);
}
