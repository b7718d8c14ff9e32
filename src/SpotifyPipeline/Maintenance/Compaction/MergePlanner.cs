using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Which files of a table are to become one. Pure.</summary>
internal static class MergePlanner
{
    /// <summary>Whether a table may be compacted at all: current tables are one file already, and only Parquet is read back.</summary>
    public static bool IsCompacted(CatalogTable table) => table.Format == "parquet" && !table.Definition.Name.EndsWith(CurrentDefinitions.Suffix, StringComparison.Ordinal);

    /// <summary>Whether a day is asked for.</summary>
    public static bool IsWanted(DateOnly day, CompactionOptions options) => (options.From is not { } from || day >= from) && (options.To is not { } to || day <= to);

    /// <summary>The groups of two files and more that become one, partition by partition.</summary>
    public static IEnumerable<IReadOnlyList<DataFile>> Plan(IEnumerable<DataFile> files, CompactionOptions options) => files
        .Where(f => IsWanted(f.SnapshotDate, options))
        .GroupBy(f => (f.SnapshotDate, f.Category, Folder: FolderOf(f.Key)))
        .OrderBy(g => g.Key.SnapshotDate).ThenBy(g => g.Key.Folder, StringComparer.Ordinal)
        .SelectMany(g => Packing.Pack([.. g.OrderBy(f => f.Key, StringComparer.Ordinal)], f => f.Bytes, options.TargetBytes))
        .Where(bin => bin.Count > 1);

    /// <summary>The folder of a key, with its slash.</summary>
    public static string FolderOf(string key) => key[..(key.LastIndexOf('/') + 1)];
}
