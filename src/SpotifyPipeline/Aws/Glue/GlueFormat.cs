using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>How Hive, and so Athena, reads files of a format.</summary>
/// <param name="Name">The format's name in the library.</param>
/// <param name="Classification">Glue's word for it.</param>
/// <param name="Suffix">What is added to a table's name, so that the typed view can have the plain one; empty where the files carry the types.</param>
/// <param name="InputFormat">Hive's class.</param>
/// <param name="OutputFormat">Hive's class.</param>
/// <param name="SerDe">Hive's class.</param>
/// <param name="SerDeParameters">What the class is told.</param>
/// <param name="TableParameters">What the table is told.</param>
internal sealed record GlueFormat(
    string Name,
    string Classification,
    string Suffix,
    string InputFormat,
    string OutputFormat,
    string SerDe,
    IReadOnlyDictionary<string, string> SerDeParameters,
    IReadOnlyDictionary<string, string> TableParameters)
{
    private const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";
    private const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    private static readonly Dictionary<string, string> None = [];

    private static readonly GlueFormat Parquet = new(
        "parquet", "parquet", "",
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        new Dictionary<string, string> { ["serialization.format"] = "1" },
        None);

    // RFC 4180 doubles quotes and knows no escape character. The class must have one (it then drops it from texts), and with '"' it
    // silently takes the backslash, so it gets a control character that titles do not hold.
    private static readonly GlueFormat Csv = new(
        "csv", "csv", "_csv", TextInput, TextOutput,
        "org.apache.hadoop.hive.serde2.OpenCSVSerde",
        new Dictionary<string, string> { ["separatorChar"] = ",", ["quoteChar"] = "\"", ["escapeChar"] = "\u0001" },
        new Dictionary<string, string> { ["skip.header.line.count"] = "1" });

    private static readonly GlueFormat JsonLines = new("jsonl", "json", "_jsonl", TextInput, TextOutput, "org.openx.data.jsonserde.JsonSerDe", None, None);

    /// <summary>Whether columns are catalogued as strings below a typed view.</summary>
    public bool IsText => Suffix.Length > 0;

    /// <exception cref="SpotifyPipelineException">Athena is not told how to read the format.</exception>
    public static GlueFormat Of(CatalogTable table) => table.Format switch
    {
        "parquet" => Parquet,
        "csv" => Csv,
        "jsonl" => JsonLines,
        _ => throw new SpotifyPipelineException($"Table \"{table.Definition.Name}\" is kept as \"{table.Format}\", which Athena is not told how to read; expected parquet, csv or jsonl."),
    };

    /// <summary>The library's name of the format of a table that others may have made.</summary>
    public static string NameOf(GlueTable table)
    {
        var serDe = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "none";
        return serDe switch
        {
            _ when serDe == Parquet.SerDe => "parquet",
            _ when serDe == Csv.SerDe => "csv",
            _ when serDe == JsonLines.SerDe => "jsonl",
            _ => serDe,
        };
    }

    /// <summary>The name of the table in Glue.</summary>
    public string TableName(CatalogTable table) => table.Definition.Name + Suffix;

    /// <summary>The type of a column in Glue.</summary>
    public string TypeOf(ColumnDefinition column) => IsText ? "string" : HiveTypes.NameOf(column.Type);
}
