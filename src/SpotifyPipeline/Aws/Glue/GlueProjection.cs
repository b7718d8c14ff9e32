using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The days, and the values of the category, for which Athena looks for files without asking a catalog.</summary>
/// <param name="From">The first day. The last is tomorrow (UTC), so that a clock that is a little ahead loses nothing.</param>
/// <param name="Categories">The values of the category column, in order; empty where there is none.</param>
/// <remarks>
/// What lies outside is invisible without an error, so every file is checked against it and it grows where it must
/// (https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html).
/// </remarks>
internal sealed record GlueProjection(DateOnly From, IReadOnlyList<string> Categories)
{
    private const string Enabled = "projection.enabled";
    private const string Template = "storage.location.template";
    private const string Last = "NOW+1DAYS";
    private const string DayFormat = "yyyy-MM-dd";
    private const string DateColumn = "projection." + TableDefinition.PartitionColumn + ".";

    /// <summary>Whether a parameter belongs to projection.</summary>
    public static bool Owns(string parameter) => parameter.StartsWith("projection.", StringComparison.Ordinal) || parameter == Template;

    /// <summary>What a table in Glue has, as far as it has it.</summary>
    public static GlueProjection Read(CatalogTable table, IReadOnlyDictionary<string, string>? parameters, DateOnly from)
    {
        var stated = parameters?.GetValueOrDefault(DateColumn + "range")?.Split(',')[0];
        var known = DateOnly.TryParseExact(stated, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < from ? day : from;
        var values = table.CategoryColumn is { } category ? parameters?.GetValueOrDefault($"projection.{category}.values") : null;
        return new GlueProjection(known, string.IsNullOrEmpty(values) ? [] : values.Split(','));
    }

    /// <summary>Grows so that it covers the files.</summary>
    /// <exception cref="SpotifyPipelineException">A file can lie in no projection.</exception>
    public GlueProjection Cover(CatalogTable table, IReadOnlyCollection<DataFile> files, DateOnly today)
    {
        var from = From;
        var categories = new SortedSet<string>(Categories, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.SnapshotDate > today.AddDays(1))
            {
                throw new SpotifyPipelineException(
                    $"\"{file.Key}\" lies in the partition {file.SnapshotDate.ToString(DayFormat, CultureInfo.InvariantCulture)}, after tomorrow ({today.AddDays(1).ToString(DayFormat, CultureInfo.InvariantCulture)}), where partition projection ends: Athena would not see it. Check the clock, or the date in the key of the raw document, or set SpotifyPipeline:Aws:CatalogMode to Partitions.");
            }

            from = file.SnapshotDate < from ? file.SnapshotDate : from;
            if (table.CategoryColumn is not null)
            {
                categories.Add(RequireCategory(table, file));
            }

            RequirePlace(table, file);
        }

        return new GlueProjection(from, [.. categories]);
    }

    public IEnumerable<KeyValuePair<string, string>> Write(CatalogTable table, string location)
    {
        yield return new(Enabled, "true");
        yield return new(DateColumn + "type", "date");
        yield return new(DateColumn + "format", DayFormat);
        yield return new(DateColumn + "range", $"{From.ToString(DayFormat, CultureInfo.InvariantCulture)},{Last}");
        yield return new(DateColumn + "interval", "1");
        yield return new(DateColumn + "interval.unit", "DAYS");
        var template = $"{location}{TableDefinition.PartitionColumn}=${{{TableDefinition.PartitionColumn}}}/";
        if (table.CategoryColumn is { } category)
        {
            template += $"{category}=${{{category}}}/";
            yield return new($"projection.{category}.type", "enum");
            yield return new($"projection.{category}.values", string.Join(',', Categories));
        }

        yield return new(Template, template);
    }

    private static string RequireCategory(CatalogTable table, DataFile file)
    {
        // A NULL has no value to project, and a comma would make two of one; a value that is escaped in the key is not found by its plain name.
        if (file.Category is { } value && value.Length > 0 && !value.Contains(',', StringComparison.Ordinal) && Uri.EscapeDataString(value) == value)
        {
            return value;
        }

        throw new SpotifyPipelineException(
            $"\"{file.Key}\" has the value {(file.Category is { } odd ? $"\"{odd}\"" : "NULL")} in its partition column {table.CategoryColumn}, which partition projection would lose. Set SpotifyPipeline:Aws:CatalogMode to Partitions.");
    }

    private static void RequirePlace(CatalogTable table, DataFile file)
    {
        var folder = $"{table.Prefix}{TableDefinition.PartitionColumn}={file.SnapshotDate.ToString(DayFormat, CultureInfo.InvariantCulture)}/";
        if (table.CategoryColumn is { } category)
        {
            folder += $"{category}={file.Category}/";
        }

        if (!file.Key.StartsWith(folder, StringComparison.Ordinal))
        {
            throw new SpotifyPipelineException($"\"{file.Key}\" does not lie under \"{folder}\", where partition projection looks for its rows. Write it there, or set SpotifyPipeline:Aws:CatalogMode to Partitions.");
        }
    }
}
