using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>The view of a table over the files that the catalog lists: every column of the definition in its type, then the partition columns.</summary>
internal static class TableView
{
    public static string Create(CatalogTable table, IReadOnlyList<FileGroup> groups) =>
        $"CREATE OR REPLACE VIEW {SqlText.Name(table.Definition.Name)} AS {Select(table, groups)}";

    /// <param name="table">The table.</param>
    /// <param name="groups">Its files.</param>
    /// <param name="pathColumn">The name of one more column with the path of each row's file; null for none.</param>
    internal static string Select(CatalogTable table, IReadOnlyList<FileGroup> groups, string? pathColumn = null) => groups.Count == 0
        ? $"SELECT {Columns(table, new FileGroup([], new HashSet<string>(), default(DateOnly), null), pathColumn, "NULL")} WHERE false"
        : string.Join("\nUNION ALL\n", groups.Select(group => $"SELECT {Columns(table, group, pathColumn, "filename")} FROM {Files(table, group)}"));

    private static string Columns(CatalogTable table, FileGroup group, string? pathColumn, string path)
    {
        var columns = FileColumns(table).Select(c => (c.Name, Value: Value(c, table.Format, group), Type: SqlText.TypeOf(c.Type))).ToList();
        if (table.CategoryColumn is { } category)
        {
            columns.Add((category, group.IsByPath ? SqlText.Name(category) : group.Category is { } value ? SqlText.Literal(value) : "NULL", "VARCHAR"));
        }

        var date = group.SnapshotDate is { } day ? SqlText.Literal(day.ToString("yyyy-MM-dd", null)) : SqlText.Name(TableDefinition.PartitionColumn);
        columns.Add((TableDefinition.PartitionColumn, date, "DATE"));
        if (pathColumn is not null)
        {
            columns.Add((pathColumn, path, "VARCHAR"));
        }

        return string.Join(", ", columns.Select(c => $"CAST({c.Value} AS {c.Type}) AS {SqlText.Name(c.Name)}"));
    }

    private static string Value(ColumnDefinition column, string format, FileGroup group) =>
        group.Columns is { } present && !present.Contains(column.Name) ? "NULL"
        : format == "csv" ? CsvText.Value(column)
        : SqlText.Name(column.Name);

    private static string Files(CatalogTable table, FileGroup group)
    {
        var partition = group.IsByPath
            ? $"hive_partitioning = true, hive_types_autocast = false, hive_types = {{{SqlText.Name(TableDefinition.PartitionColumn)}: DATE{(table.CategoryColumn is { } category ? $", {SqlText.Name(category)}: VARCHAR" : "")}}}"
            : "hive_partitioning = false";
        var paths = SqlText.Paths(group.Paths);
        return table.Format switch
        {
            "parquet" => $"read_parquet({paths}, {partition})",
            "csv" => $"read_csv({paths}, {partition}, {CsvText.Options(FileColumns(table))})",
            "jsonl" => $"read_json({paths}, {partition}, format = 'newline_delimited', columns = {{{string.Join(", ", FileColumns(table).Select(c => $"{SqlText.Name(c.Name)}: '{SqlText.TypeOf(c.Type)}'"))}}})",
            _ => throw new SpotifyPipelineException($"Table \"{table.Definition.Name}\" is kept as \"{table.Format}\", which DuckDB is not told how to read; expected parquet, csv or jsonl."),
        };
    }

    /// <summary>The category stands in the key and not in the file, even where the definition names it.</summary>
    private static IReadOnlyList<ColumnDefinition> FileColumns(CatalogTable table) =>
        [.. table.Definition.Columns.Where(c => c.Name != table.CategoryColumn)];
}
