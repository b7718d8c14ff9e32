using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>Files that one reading function can read: the same columns, and partition values that are found alike.</summary>
/// <param name="Paths">Where the files are.</param>
/// <param name="Columns">The columns in the files; null for all of the table's.</param>
/// <param name="SnapshotDate">The date of all files; null where each path holds its own.</param>
/// <param name="Category">The category of all files; null where each path holds its own, or the table has none, or it is NULL.</param>
internal sealed record FileGroup(IReadOnlyList<string> Paths, IReadOnlySet<string>? Columns, DateOnly? SnapshotDate, string? Category)
{
    /// <summary>Whether DuckDB takes the partition values from the paths, and so opens only the files that a condition on them leaves.</summary>
    public bool IsByPath => SnapshotDate is null;

    /// <summary>Groups the files of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">Its files.</param>
    /// <param name="locate">From a key to a path.</param>
    /// <param name="schemaOf">What the file holds; the same object or text for the same columns. Null where the format does not say.</param>
    public static IReadOnlyList<FileGroup> Of(CatalogTable table, IReadOnlyList<DataFile> files, Func<string, string> locate, Func<DataFile, FileSchema?> schemaOf)
    {
        var located = files.Select(f => (File: f, Path: locate(f.Key), Schema: schemaOf(f))).ToList();
        var byPath = located.TrueForAll(f => HoldsItsPartition(f.Path, f.File, table));
        return
        [
            .. located
                .GroupBy(f => (f.Schema?.Signature, Date: byPath ? null : (DateOnly?)f.File.SnapshotDate, Category: byPath ? null : f.File.Category))
                .Select(g => new FileGroup([.. g.Select(f => f.Path)], g.First().Schema?.Columns, g.Key.Date, g.Key.Category)),
        ];
    }

    /// <summary>
    /// Whether the folders of a path say exactly what the catalog says of the file. They do not in layouts that other
    /// pipelines use, nor where a folder above the lake is named like a column.
    /// </summary>
    private static bool HoldsItsPartition(string path, DataFile file, CatalogTable table)
    {
        var seen = 0;
        foreach (var folder in path.Split('/', '\\')[..^1])
        {
            var equals = folder.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? folder[..equals] : "";
            if (name == TableDefinition.PartitionColumn)
            {
                seen++;
                if (folder[(equals + 1)..] != file.SnapshotDate.ToString("yyyy-MM-dd", null))
                {
                    return false;
                }
            }
            else if (name == table.CategoryColumn)
            {
                seen++;
                var expected = file.Category is null ? "__HIVE_DEFAULT_PARTITION__" : file.Category;
                if (Uri.UnescapeDataString(folder[(equals + 1)..]) != expected)
                {
                    return false;
                }
            }
            else if (name.Length > 0 && table.Definition.Has(name))
            {
                return false;
            }
        }

        return seen == (table.CategoryColumn is null ? 1 : 2);
    }
}
