namespace SpotifyPipeline.Layout;

/// <summary>One file of a table, as the sink wrote it and the catalog lists it.</summary>
/// <param name="Key">Its key in the lake.</param>
/// <param name="SnapshotDate">The partition that it lies in (UTC day of the run).</param>
/// <param name="Unit">The transform unit that it holds the rows of; rewriting the unit rewrites this file.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Category">The value of the category partition column; null where the table has none.</param>
public sealed record DataFile(string Key, DateOnly SnapshotDate, string Unit, long Rows, long Bytes, string? Category = null)
{
    /// <summary>What <see cref="Unit"/> begins with where compaction put the rows of several units into one file.</summary>
    public const string MergedUnit = "merged-";

    /// <summary>Whether the file holds the rows of several units.</summary>
    internal bool IsMerged => Unit.StartsWith(MergedUnit, StringComparison.Ordinal);
}
