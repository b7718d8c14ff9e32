using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Catalog;

/// <summary>The names that Hive, Glue and Athena's DDL give to the column types.</summary>
internal static class HiveTypes
{
    public static string NameOf(ColumnType type) => type switch
    {
        ColumnType.String => "string",
        ColumnType.Int32 => "int",
        ColumnType.Int64 => "bigint",
        ColumnType.Double => "double",
        ColumnType.Boolean => "boolean",
        ColumnType.Date => "date",
        ColumnType.Timestamp => "timestamp",
        ColumnType.StringList => "array<string>",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    /// <summary>The type of a name, or null where the library writes no such type (a crawler's <c>decimal(10,2)</c>).</summary>
    public static ColumnType? Parse(string name) => name switch
    {
        "string" => ColumnType.String,
        "int" => ColumnType.Int32,
        "bigint" => ColumnType.Int64,
        "double" => ColumnType.Double,
        "boolean" => ColumnType.Boolean,
        "date" => ColumnType.Date,
        "timestamp" => ColumnType.Timestamp,
        "array<string>" => ColumnType.StringList,
        _ => null,
    };
}
