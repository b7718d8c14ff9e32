using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB;

/// <summary>How names, texts, paths and types are written in DuckDB's SQL.</summary>
internal static class SqlText
{
    public static string Name(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A list of files. DuckDB takes each for a pattern, so characters of patterns are put into brackets.</summary>
    public static string Paths(IEnumerable<string> paths) => "[" + string.Join(", ", paths.Select(p => Literal(Exact(p)))) + "]";

    public static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.String => "VARCHAR",
        ColumnType.Int32 => "INTEGER",
        ColumnType.Int64 => "BIGINT",
        ColumnType.Double => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.StringList => "VARCHAR[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    /// <summary>A path as a pattern that matches nothing else.</summary>
    public static string Exact(string path) => path.AsSpan().IndexOfAny('[', '*', '?') < 0
        ? path
        : path.Replace("[", "[[]", StringComparison.Ordinal).Replace("*", "[*]", StringComparison.Ordinal).Replace("?", "[?]", StringComparison.Ordinal);
}
