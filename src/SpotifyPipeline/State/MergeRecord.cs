namespace SpotifyPipeline.State;

/// <summary>A file that took the place of others: what it is made of, and what may be deleted. Written before the file is.</summary>
/// <param name="Table">The table.</param>
/// <param name="SnapshotDate">The partition.</param>
/// <param name="Name">The record's name, which is the file's unit in the catalog.</param>
/// <param name="Key">The file; null where nothing was left of the others.</param>
/// <param name="Parts">Whose rows it holds, in the order of its rows.</param>
/// <param name="Sources">Files whose place it took and that are not deleted yet.</param>
/// <param name="CreatedAt">When the work began (UTC).</param>
/// <param name="SwappedAt">When readers began to see it (UTC); null before.</param>
/// <param name="IsDeleting">Whether somebody may be deleting the sources just now.</param>
internal sealed record MergeRecord(
    string Table,
    DateOnly SnapshotDate,
    string Name,
    string? Key,
    IReadOnlyList<MergedPart> Parts,
    IReadOnlyList<string> Sources,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SwappedAt = null,
    bool IsDeleting = false) : StateRecord;

/// <summary>The rows of a unit's file inside a merged one.</summary>
/// <param name="Key">The file that the unit wrote.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record MergedPart(string Key, long Rows);
