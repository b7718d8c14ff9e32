namespace SpotifyPipeline.State;

/// <summary>What is fixed once at the start of a run and kept by whoever resumes it.</summary>
internal sealed record RunStart(string RunId, DateTimeOffset ExtractedAt, DateOnly SnapshotDate, bool Simulated);
