using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The part of a definition that Glue has no member for, kept as parameters of the table: without them a definition could not be read back.</summary>
internal static class GlueTableProperties
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string Prefix = "spotifypipeline.";

    /// <summary>The version of what was published to Athena of all tables; kept with the first of them.</summary>
    public const string Published = Prefix + "published";

    private const string Table = Prefix + "table";
    private const string Format = Prefix + "format";
    private const string Folder = Prefix + "prefix";
    private const string Key = Prefix + "key";
    private const string Columns = Prefix + "columns";
    private const string Category = Prefix + "category";
    private const string Required = "required";

    public static IEnumerable<KeyValuePair<string, string>> Write(CatalogTable table)
    {
        yield return new(Table, table.Definition.Name);
        yield return new(Format, table.Format);
        yield return new(Folder, table.Prefix);
        yield return new(Columns, string.Join(';', table.Definition.Columns.Select(c => $"{c.Name} {HiveTypes.NameOf(c.Type)}{(c.IsNullable ? "" : " " + Required)}")));
        if (table.Definition.Key.Count > 0)
        {
            yield return new(Key, string.Join(';', table.Definition.Key));
        }

        if (table.CategoryColumn is { } category)
        {
            yield return new(Category, category);
        }
    }

    /// <summary>The table as the library described it, or null where others made it.</summary>
    public static CatalogTable? Read(GlueTable table)
    {
        var parameters = table.Parameters;
        if (parameters is null || !parameters.TryGetValue(Table, out var name) || !parameters.TryGetValue(Format, out var format)
            || !parameters.TryGetValue(Folder, out var prefix) || !parameters.TryGetValue(Columns, out var stated))
        {
            return null;
        }

        var comments = (table.StorageDescriptor?.Columns ?? []).ToDictionary(c => c.Name, c => c.Comment ?? "", StringComparer.Ordinal);
        var columns = new List<ColumnDefinition>();
        foreach (var column in stated.Split(';'))
        {
            var words = column.Split(' ');
            if (words.Length < 2 || HiveTypes.Parse(words[1]) is not { } type)
            {
                return null;
            }

            // The constructor of a definition adds run_id and extracted_at itself.
            if (words[0] != TableDefinition.RunId.Name && words[0] != TableDefinition.ExtractedAt.Name)
            {
                columns.Add(new ColumnDefinition(words[0], type, words is not [_, _, Required], comments.GetValueOrDefault(words[0], "")));
            }
        }

        try
        {
            var key = parameters.TryGetValue(Key, out var names) ? names.Split(';') : [];
            var definition = new TableDefinition(name, table.Description ?? "", columns, key);
            return new CatalogTable(definition, format, prefix, parameters.GetValueOrDefault(Category));
        }
        catch (ArgumentException)
        {
            // Somebody edited the parameters by hand.
            return null;
        }
    }
}
