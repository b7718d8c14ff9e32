using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>The view that gives a table of texts the types of its definition. Pure.</summary>
internal static class TypedViewSql
{
    /// <param name="database">The database of both.</param>
    /// <param name="table">The table; the view has its name.</param>
    /// <param name="source">The table in Glue that holds the texts.</param>
    public static string Create(string database, CatalogTable table, string source) =>
        $"CREATE OR REPLACE VIEW {AthenaNames.Quote(database, table.Definition.Name)} AS\n{Select(database, table, source)}";

    /// <summary>The rows in their types.</summary>
    /// <param name="database">The database of the source.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">The table in Glue that holds the texts.</param>
    /// <param name="pathColumn">The name of a last column with each row's file, which a view cannot be asked for; null for none.</param>
    public static string Select(string database, CatalogTable table, string source, string? pathColumn = null)
    {
        var columns = table.Definition.Columns
            .Where(c => c.Name != table.CategoryColumn)
            .Select(c => $"{Value(table.Format, c)} AS {AthenaNames.Quote(c.Name)}")
            .Concat(table.CategoryColumn is { } category ? [AthenaNames.Quote(category)] : Array.Empty<string>())
            .Append($"CAST({AthenaNames.Quote(TableDefinition.PartitionColumn)} AS date) AS {AthenaNames.Quote(TableDefinition.PartitionColumn)}")
            .Concat(pathColumn is null ? [] : [$"\"$path\" AS {AthenaNames.Quote(pathColumn)}"]);
        return $"SELECT {string.Join(",\n       ", columns)}\nFROM {AthenaNames.Quote(database, source)}";
    }

    private static string Value(string format, ColumnDefinition column)
    {
        var name = AthenaNames.Quote(column.Name);
        return format switch
        {
            "csv" => Typed(column.Type, column.Type == ColumnType.String ? Unescaped($"nullif({name}, '\\N')") : $"nullif({name}, '\\N')"),
            "jsonl" => Typed(column.Type, name),
            _ => $"CAST({name} AS {AthenaNames.TypeOf(column.Type)})",
        };
    }

    private static string Typed(ColumnType type, string text) => type switch
    {
        ColumnType.String => text,
        ColumnType.Timestamp => $"CAST(from_iso8601_timestamp({text}) AS timestamp(3))",
        ColumnType.StringList => $"CAST(json_parse({text}) AS array(varchar))",
        _ => $"CAST({text} AS {AthenaNames.TypeOf(type)})",
    };

    /// <summary>What the CSV format escapes: line breaks, since the reader takes each for the end of a row, and so the backslash. One pass, or <c>\\n</c> would become a line break.</summary>
    private static string Unescaped(string text) =>
        $@"regexp_replace({text}, '\\(.)', m -> CASE m[1] WHEN 'n' THEN chr(10) WHEN 'r' THEN chr(13) ELSE m[1] END)";
}
