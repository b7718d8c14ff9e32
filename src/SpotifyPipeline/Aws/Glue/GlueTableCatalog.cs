using System.Globalization;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The tables of the lake in the Glue Data Catalog, where Athena, Spark and EMR find them.</summary>
/// <remarks>Tables are made from their definition, and nothing is made in IAM. For text formats a typed view is made besides, by <paramref name="views"/>.</remarks>
internal sealed class GlueTableCatalog(
    GlueClient client, IObjectStore store, IQueryEngine? views, AthenaPublisher? publisher, AwsOptions options, TimeProvider time, ILogger<GlueTableCatalog> logger)
    : IFolderCatalog, IRefreshableCatalog
{
    private const string NullPartition = "__HIVE_DEFAULT_PARTITION__";

    private readonly GlueTables _tables = new(client, options.Database, time);
    private readonly GluePartitions _partitions = new(client, options.Database, time);
    private readonly GlueTypedViews _views = new(views, options);
    private readonly GlueCrawler _crawler = new(client, options, time, logger);
    private readonly CrawledTables _crawled = new(options);

    private bool CrawlsFolders => options is { CatalogMode: AwsCatalogMode.Crawler, CrawlerTargets: AwsCrawlerTargets.Folders };

    public Task EnsureTableAsync(CatalogTable table, CancellationToken cancellationToken) => AddFilesAsync(table, [], cancellationToken);

    public async Task AddFilesAsync(CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(files);
        RequireInside(table, files);
        if (table.Definition.Name.EndsWith(CurrentDefinitions.Suffix, StringComparison.Ordinal))
        {
            // It has no partitions, and its folder is whatever the last refresh has swapped in.
            return;
        }

        if (CrawlsFolders)
        {
            _crawled.Remember(table);
            return;
        }

        await WriteTableAsync(table, files, cancellationToken).ConfigureAwait(false);
        if (options.CatalogMode == AwsCatalogMode.Partitions && files.Count > 0)
        {
            await _partitions.RegisterAsync(GlueFormat.Of(table).TableName(table), [.. PartitionsOf(table, files)], store.GetLocation(table.Prefix + "compacted/"), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<CatalogTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<CatalogTable>(_crawled.Tables);
        await foreach (var table in _tables.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            // Another lake may have tables in the same database.
            if (GlueTableProperties.Read(table) is { } known && table.StorageDescriptor?.Location?.TrimEnd('/') == store.GetLocation(known.Prefix).TrimEnd('/'))
            {
                tables.Add(known);
            }
        }

        return [.. tables.OrderBy(t => t.Definition.Name, StringComparer.Ordinal)];
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (publisher is null && options.CatalogMode != AwsCatalogMode.Crawler)
        {
            return;
        }

        var tables = await ListTablesAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Count == 0)
        {
            return;
        }

        if (options.CatalogMode == AwsCatalogMode.Crawler)
        {
            await _crawler.RunAsync([.. tables.Where(t => !t.Definition.Name.EndsWith(CurrentDefinitions.Suffix, StringComparison.Ordinal))], store.GetLocation, cancellationToken).ConfigureAwait(false);
        }

        foreach (var table in _crawled.Tables)
        {
            await _views.CreateAsync(table, CrawledTables.NameOf(table), cancellationToken).ConfigureAwait(false);
        }

        if (publisher is not null)
        {
            await PublishAsync(publisher, tables, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Points the partition of a day at another folder in one step, for compaction; with projection a partition's folder is fixed.</summary>
    public Task SwapPartitionAsync(CatalogTable table, DateOnly snapshotDate, string? category, string prefix, CancellationToken cancellationToken) =>
        options.CatalogMode == AwsCatalogMode.Projection
            ? throw new SpotifyPipelineException($"The partitions of \"{table.Definition.Name}\" are projected, so their folders are fixed and {prefix} cannot take the place of one. Rewrite the files in place, or set SpotifyPipeline:Aws:CatalogMode to Partitions.")
            : _partitions.SwapAsync(GlueFormat.Of(table).TableName(table), PartitionOf(table, snapshotDate, category, prefix), cancellationToken);

    public bool CanSwapPartitions => options.CatalogMode == AwsCatalogMode.Partitions;

    public async Task SwapFolderAsync(CatalogTable table, CancellationToken cancellationToken) => await _tables.ChangeAsync(
        table.Definition.Name,
        existing => GlueTableInput.From(table, store.GetLocation(table.Prefix), null, existing?.Parameters) with { PartitionKeys = [] },
        cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<PartitionName, string>> ListPartitionFoldersAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<PartitionName, string>();
        foreach (var partition in await ListPartitionsAsync(table, cancellationToken).ConfigureAwait(false))
        {
            if (partition is { Values: { Count: > 0 } values, StorageDescriptor.Location: { } location }
                && DateOnly.TryParseExact(values[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                folders[new PartitionName(day, values.Count > 1 && values[1] != NullPartition ? values[1] : null)] = location;
            }
        }

        return folders;
    }

    /// <summary>The partitions that are registered, page by page.</summary>
    public Task<IReadOnlyList<Partition>> ListPartitionsAsync(CatalogTable table, CancellationToken cancellationToken) =>
        _partitions.ListAsync(GlueFormat.Of(table).TableName(table), cancellationToken);

    /// <summary>Publishes what has changed since the last time, which a parameter of the first table tells.</summary>
    private async Task PublishAsync(AthenaPublisher to, IReadOnlyList<CatalogTable> tables, CancellationToken cancellationToken)
    {
        var version = to.VersionOf(tables);
        var keeper = CrawlsFolders ? null : GlueFormat.Of(tables[0]).TableName(tables[0]);
        var kept = keeper is null ? null : await _tables.FindAsync(keeper, cancellationToken).ConfigureAwait(false);
        if (kept?.Parameters?.GetValueOrDefault(GlueTableProperties.Published) == version
            || !await to.PublishAsync(tables, cancellationToken).ConfigureAwait(false)
            || keeper is null)
        {
            return;
        }

        await _tables.ChangeAsync(
            keeper,
            existing => existing is null
                ? throw new SpotifyPipelineException($"Table \"{keeper}\" vanished from Glue while its views were published. Run again.", isTransient: true)
                : GlueTableInput.With(existing, GlueTableProperties.Published, version),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteTableAsync(CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken)
    {
        RequireProjectable(table);
        var location = store.GetLocation(table.Prefix);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        IReadOnlySet<string>? atFirst = null;
        var (_, written) = await _tables.ChangeAsync(
            GlueFormat.Of(table).TableName(table),
            existing =>
            {
                var merged = existing is null ? table : GlueEvolution.Evolve(existing, table, location, atFirst);
                atFirst ??= existing is null ? new HashSet<string>() : GlueEvolution.ColumnsOf(existing);
                var projection = options.CatalogMode == AwsCatalogMode.Projection
                    ? GlueProjection.Read(table, existing?.Parameters, options.ProjectionFrom).Cover(table, files, today)
                    : null;
                return GlueTableInput.From(merged, location, projection, existing?.Parameters);
            },
            cancellationToken).ConfigureAwait(false);

        if (GlueFormat.Of(table).IsText && (written || await _tables.FindAsync(table.Definition.Name, cancellationToken).ConfigureAwait(false) is null))
        {
            await _views.CreateAsync(table, GlueFormat.Of(table).TableName(table), cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<PartitionInput> PartitionsOf(CatalogTable table, IReadOnlyCollection<DataFile> files)
    {
        foreach (var partition in files.GroupBy(f => (f.SnapshotDate, Category: table.CategoryColumn is null ? null : f.Category ?? NullPartition)))
        {
            var folders = partition.Select(f => f.Key[..(f.Key.LastIndexOf('/') + 1)]).Distinct(StringComparer.Ordinal).ToList();
            if (folders.Count > 1)
            {
                throw new SpotifyPipelineException(
                    $"The partition {partition.Key.SnapshotDate:yyyy-MM-dd} of \"{table.Definition.Name}\" has files in {string.Join(" and ", folders)}; a partition has one folder. Write them side by side.");
            }

            yield return PartitionOf(table, partition.Key.SnapshotDate, partition.Key.Category, folders[0]);
        }
    }

    private PartitionInput PartitionOf(CatalogTable table, DateOnly snapshotDate, string? category, string prefix)
    {
        List<string> values = [snapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        if (table.CategoryColumn is not null)
        {
            values.Add(category ?? NullPartition);
        }

        return new PartitionInput(values, GlueTableInput.Storage(table, store.GetLocation(prefix)));
    }

    /// <summary>Refused even while no NULL has come: the day one does, its rows would be gone without an error.</summary>
    private void RequireProjectable(CatalogTable table)
    {
        if (options.CatalogMode == AwsCatalogMode.Projection && table.Definition.Columns.Any(c => c.Name == table.CategoryColumn && c.IsNullable))
        {
            throw new SpotifyPipelineException(
                $"The category column {table.CategoryColumn} of \"{table.Definition.Name}\" can be NULL, and partition projection loses the rows of NULL. Set SpotifyPipeline:Aws:CatalogMode to Partitions, or choose another category.");
        }
    }

    private static void RequireInside(CatalogTable table, IReadOnlyCollection<DataFile> files)
    {
        foreach (var file in files)
        {
            if (!file.Key.StartsWith(table.Prefix, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The file \"{file.Key}\" does not lie under \"{table.Prefix}\", where the table has its files.", nameof(files));
            }
        }
    }
}
