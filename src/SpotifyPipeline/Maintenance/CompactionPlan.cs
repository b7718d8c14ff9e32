namespace SpotifyPipeline.Maintenance;

/// <summary>Which files would be merged into which.</summary>
/// <param name="Merges">One for each new file.</param>
/// <param name="FilesBefore">Files of the tables and days that were looked at.</param>
/// <param name="BytesBefore">Their bytes.</param>
public sealed record CompactionPlan(IReadOnlyList<PlannedMerge> Merges, int FilesBefore, long BytesBefore)
{
    /// <summary>The files that there are afterwards: so many a reader of everything opens, at one or two requests each.</summary>
    public int FilesAfter => FilesBefore - Merges.Sum(m => m.Files.Count - 1);

    /// <summary>The bytes that are read and written again. What a query scans afterwards is at most as much as before.</summary>
    public long BytesRewritten => Merges.Sum(m => m.Bytes);
}

/// <summary>Files that would become one.</summary>
/// <param name="Table">The table.</param>
/// <param name="SnapshotDate">The partition.</param>
/// <param name="Category">The value of the category column; null where the table has none, or for NULL.</param>
/// <param name="Files">The keys of the files.</param>
/// <param name="Rows">Their rows; 0 where the catalog does not know.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record PlannedMerge(string Table, DateOnly SnapshotDate, string? Category, IReadOnlyList<string> Files, long Rows, long Bytes);

/// <summary>What a compaction did.</summary>
/// <param name="Plan">What it wanted to do.</param>
/// <param name="Merged">The merges that were done; the others met somebody who changed their files, and come again the next time.</param>
/// <param name="BytesWritten">The bytes of the new files; 0 where the engine does not tell.</param>
/// <param name="FilesDeleted">Old files of this or an earlier compaction that were deleted, after their grace.</param>
public sealed record CompactionResult(CompactionPlan Plan, int Merged, long BytesWritten, int FilesDeleted);
