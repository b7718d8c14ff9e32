using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Names and types in Athena's two dialects: Trino for queries and views, Hive for DDL.</summary>
internal static class AthenaNames
{
    /// <summary>A name in a query.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A name with its database in a query.</summary>
    public static string Quote(string database, string name) => $"{Quote(database)}.{Quote(name)}";

    /// <summary>A name in DDL.</summary>
    public static string QuoteHive(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text in DDL, where the backslash escapes.</summary>
    public static string QuoteHiveText(string text)
    {
        var escaped = new System.Text.StringBuilder("'");
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\'' => "\\'",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return escaped.Append('\'').ToString();
    }

    /// <summary>The name of a type in queries.</summary>
    public static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.String => "varchar",
        ColumnType.Int32 => "integer",
        ColumnType.Int64 => "bigint",
        ColumnType.Double => "double",
        ColumnType.Boolean => "boolean",
        ColumnType.Date => "date",
        ColumnType.Timestamp => "timestamp(3)",
        ColumnType.StringList => "array(varchar)",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
