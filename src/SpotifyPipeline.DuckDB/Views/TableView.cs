using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>The SELECTs over the files that the catalog lists for a table: every column of the definition in its type, then the partition columns.</summary>
internal sealed class TableView
{
    private readonly CatalogTable _table;
    private readonly IReadOnlyList<FileGroup> _groups;
    private readonly CsvText _csv;
    private readonly IReadOnlyList<ColumnDefinition> _columns;

    public TableView(CatalogTable table, IReadOnlyList<FileGroup> groups, CsvText csv)
    {
        _table = table;
        _groups = groups;
        _csv = csv;

        // The category stands in the key and not in the file, even where the definition names it.
        _columns = [.. table.Definition.Columns.Where(c => c.Name != table.CategoryColumn)];
    }

    public TableDefinition Definition => _table.Definition;

    /// <summary>The names and types of the table's columns, in order.</summary>
    public string Signature => string.Join(',', _columns.Select(c => $"{c.Name}:{c.Type}")) + "," + _table.CategoryColumn;

    /// <summary>The table.</summary>
    public string Typed => Union(null, isRaw: false);

    /// <summary>The table with one more column, the path of each row's file.</summary>
    public string TypedWithPath(string pathColumn) => Union(pathColumn, isRaw: false);

    /// <summary>A CSV table as it stands in its files, all texts; null for other formats.</summary>
    public string? Raw => _table.Format == "csv" ? Union(null, isRaw: true) : null;

    private string Union(string? pathColumn, bool isRaw) => _groups.Count == 0
        ? $"SELECT {Columns(new FileGroup([], new HashSet<string>(), default(DateOnly), null), pathColumn, "NULL", isRaw)} WHERE false"
        : string.Join("\nUNION ALL\n", _groups.Select(group => $"SELECT {Columns(group, pathColumn, "filename", isRaw)} FROM {Files(group, isRaw)}"));

    private string Columns(FileGroup group, string? pathColumn, string path, bool isRaw)
    {
        var columns = _columns.Select(c => (c.Name, Value: Value(c, group, isRaw), Type: isRaw ? "VARCHAR" : SqlText.TypeOf(c.Type))).ToList();
        if (_table.CategoryColumn is { } category)
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

    private string Value(ColumnDefinition column, FileGroup group, bool isRaw) =>
        group.Columns is { } present && !present.Contains(column.Name) ? "NULL"
        : _table.Format == "csv" && !isRaw ? _csv.Value(column)
        : SqlText.Name(column.Name);

    private string Files(FileGroup group, bool isRaw)
    {
        var partition = group.IsByPath
            ? $"hive_partitioning = true, hive_types_autocast = false, hive_types = {{{SqlText.Name(TableDefinition.PartitionColumn)}: DATE{(_table.CategoryColumn is { } category ? $", {SqlText.Name(category)}: VARCHAR" : "")}}}"
            : "hive_partitioning = false";
        var paths = SqlText.Paths(group.Paths);
        return _table.Format switch
        {
            "parquet" => $"read_parquet({paths}, {partition})",
            "csv" => $"read_csv({paths}, {partition}, {_csv.Options(_columns, isRaw)})",
            "jsonl" => $"read_json({paths}, {partition}, format = 'newline_delimited', maximum_object_size = 268435456, columns = {{{string.Join(", ", _columns.Select(c => $"{SqlText.Name(c.Name)}: '{SqlText.TypeOf(c.Type)}'"))}}})",
            _ => throw new SpotifyPipelineException($"Table \"{Definition.Name}\" is kept as \"{_table.Format}\", which DuckDB is not told how to read; expected parquet, csv or jsonl."),
        };
    }
}
