using System.Collections.Concurrent;
using SpotifyPipeline.Catalog;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The tables that a crawler of folders is to make: it makes them after this process has written their files.</summary>
internal sealed class CrawledTables(AwsOptions options)
{
    /// <summary>What the crawler puts before a folder's name.</summary>
    public const string Prefix = "crawled_";

    private readonly ConcurrentDictionary<string, CatalogTable> _tables = new(StringComparer.Ordinal);

    public IEnumerable<CatalogTable> Tables => _tables.Values.OrderBy(t => t.Definition.Name, StringComparer.Ordinal);

    /// <summary>The name that the crawler gives to the table of a folder.</summary>
    public static string NameOf(CatalogTable table) => Prefix + table.Prefix.TrimEnd('/').Split('/')[^1].ToLowerInvariant().Replace('-', '_');

    public void Remember(CatalogTable table)
    {
        if (table.Format != "parquet")
        {
            throw new SpotifyPipelineException(
                $"Table \"{table.Definition.Name}\" is kept as {table.Format}, and a crawler of folders would guess its types. Set SpotifyPipeline:Aws:CrawlerTargets to Tables in database \"{options.Database}\", or Lake:Format to parquet.");
        }

        _tables[table.Definition.Name] = table;
    }
}
