using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>How the texts of a CSV table become values again; the other side of the CSV format.</summary>
internal static class CsvText
{
    /// <summary>Every field is read as text: what is typed is the view, as in Athena.</summary>
    public static string Options(IReadOnlyList<ColumnDefinition> columns) =>
        "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N', allow_quoted_nulls = false, max_line_size = 268435456, columns = {"
        + string.Join(", ", columns.Select(c => SqlText.Name(c.Name) + ": 'VARCHAR'")) + "}";

    public static string Value(ColumnDefinition column) => column.Type switch
    {
        ColumnType.StringList => $"from_json({SqlText.Name(column.Name)}, '[\"VARCHAR\"]')",
        _ => SqlText.Name(column.Name),
    };
}
