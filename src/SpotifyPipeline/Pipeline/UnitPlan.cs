using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Pipeline;

/// <summary>Some documents of one snapshot date that are transformed together and share their files.</summary>
/// <param name="Name">Names the files.</param>
/// <param name="SnapshotDate">The partition.</param>
/// <param name="Documents">In the order that decides which observation of a key is the first.</param>
internal sealed record UnitPlan(string Name, DateOnly SnapshotDate, IReadOnlyList<DocumentName> Documents);
