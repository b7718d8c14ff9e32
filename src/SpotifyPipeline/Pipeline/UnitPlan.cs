using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Pipeline;

/// <summary>Some documents of one snapshot date that are transformed together and share their files.</summary>
/// <param name="Name">Names the files.</param>
/// <param name="SnapshotDate">The partition.</param>
/// <param name="Documents">In the order that decides which observation of a key is the first.</param>
/// <param name="NewVersion">The version of the unit's record where this is the first that was heard of it; null where it may have outputs.</param>
internal sealed record UnitPlan(string Name, DateOnly SnapshotDate, IReadOnlyList<DocumentName> Documents, string? NewVersion = null);
