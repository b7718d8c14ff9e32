using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>From the one description of a table to what Glue keeps. Pure.</summary>
internal static class GlueTableInput
{
    private const int LongestComment = 255;
    private const int LongestDescription = 2048;

    /// <param name="table">The table.</param>
    /// <param name="location">The address of its folder, with a slash at the end.</param>
    /// <param name="projection">Null where partitions are registered.</param>
    /// <param name="others">Parameters that others have set; they stay.</param>
    public static TableInput From(CatalogTable table, string location, GlueProjection? projection, IReadOnlyDictionary<string, string>? others = null)
    {
        var format = GlueFormat.Of(table);
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in others ?? new Dictionary<string, string>())
        {
            if (!GlueProjection.Owns(name) && (!name.StartsWith(GlueTableProperties.Prefix, StringComparison.Ordinal) || name == GlueTableProperties.Published))
            {
                parameters[name] = value;
            }
        }

        foreach (var (name, value) in format.TableParameters.Concat(GlueTableProperties.Write(table)).Concat(projection?.Write(table, location) ?? []))
        {
            parameters[name] = value;
        }

        parameters["EXTERNAL"] = "TRUE";
        parameters["classification"] = format.Classification;
        return new TableInput(
            format.TableName(table),
            Line(table.Definition.Description, LongestDescription),
            "EXTERNAL_TABLE",
            PartitionKeys(table),
            Storage(table, location),
            parameters);
    }

    /// <summary>A table as it is, with one more parameter.</summary>
    public static TableInput With(GlueTable table, string parameter, string value) => new(
        table.Name,
        table.Description,
        table.TableType,
        table.PartitionKeys,
        table.StorageDescriptor,
        new SortedDictionary<string, string>(table.Parameters?.ToDictionary() ?? [], StringComparer.Ordinal) { [parameter] = value });

    /// <summary>The storage of the table, or of one of its partitions.</summary>
    public static StorageDescriptor Storage(CatalogTable table, string location)
    {
        var format = GlueFormat.Of(table);
        return new StorageDescriptor(
            [.. table.Definition.Columns.Where(c => c.Name != table.CategoryColumn).Select(c => new Column(c.Name, format.TypeOf(c), Line(c.Description, LongestComment)))],
            location,
            format.InputFormat,
            format.OutputFormat,
            new SerDeInfo(format.SerDe, format.SerDeParameters));
    }

    private static List<Column> PartitionKeys(CatalogTable table)
    {
        List<Column> keys = [new(TableDefinition.PartitionColumn, "date", "The UTC day of the run.")];
        if (table.CategoryColumn is { } category)
        {
            keys.Add(new Column(category, "string", Line(table.Definition.Columns.FirstOrDefault(c => c.Name == category)?.Description, LongestComment)));
        }

        return keys;
    }

    /// <summary>Glue refuses comments that are longer or hold line breaks.</summary>
    private static string? Line(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var line = text.ReplaceLineEndings(" ");
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }
}
