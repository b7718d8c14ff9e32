namespace SpotifyPipeline.State;

/// <summary>What is fixed once at the start of a run and kept by whoever resumes it, hours or a day later.</summary>
/// <param name="RunId">The run's name; see <see cref="State.RunId"/>.</param>
/// <param name="ExtractedAt">When it began (UTC). A late page carries it too: a run is one observation.</param>
/// <param name="SnapshotDate">The partition that its rows go to: the UTC day on which it began.</param>
/// <param name="Simulated">Whether a simulator answers, and not Spotify.</param>
internal sealed record RunStart(string RunId, DateTimeOffset ExtractedAt, DateOnly SnapshotDate, bool Simulated) : StateRecord;
