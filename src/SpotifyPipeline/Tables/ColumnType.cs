namespace SpotifyPipeline.Tables;

/// <summary>The column types that Athena, Hive, Parquet, CSV and DuckDB all read the same way.</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text (<c>string</c>).</summary>
    String,

    /// <summary>A 32-bit signed integer (<c>int</c>).</summary>
    Int32,

    /// <summary>A 64-bit signed integer (<c>bigint</c>).</summary>
    Int64,

    /// <summary>A 64-bit IEEE number (<c>double</c>).</summary>
    Double,

    /// <summary>True or false (<c>boolean</c>).</summary>
    Boolean,

    /// <summary>A calendar day without a zone (<c>date</c>), kept as days since 1970-01-01.</summary>
    Date,

    /// <summary>A UTC instant (<c>timestamp</c>), kept as milliseconds since 1970-01-01T00:00:00Z.</summary>
    Timestamp,

    /// <summary>A list of UTF-8 texts (<c>array&lt;string&gt;</c>); an item is never NULL.</summary>
    StringList,
}
