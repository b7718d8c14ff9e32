using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Maintenance.Compaction;
using SpotifyPipeline.Maintenance.Current;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.DuckDB;
using SpotifyPipeline.Tests.Pipeline;
using SpotifyPipeline.Tests.Query;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Maintenance;

/// <summary>A lake in a temporary folder, written by the library's own sink, unit by unit, and read by DuckDB.</summary>
internal sealed class FolderLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDBQueryEngine _engine;

    public FolderLake()
    {
        DuckDBLake.RequireDuckDB();
        Clock = new MovableClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        Store = new FailingStore(new FolderObjectStore(_folder.Path, new FolderObjectStoreOptions { Durable = false }, Clock));
        Catalog = new LakeTableCatalog(Store, Clock);
        _engine = new DuckDBQueryEngine(Catalog, Store);
        Files = new TableFileWriter(Store, new ParquetFormat());
        Sink = new ObjectStoreSink(Store, LakeLayout.Hive, new ParquetFormat());
        var folds = new CurrentFolds(Store, LakeLayout.Hive.State, Clock);
        Current = new CurrentTables(() => new ListedCurrentStorage(Store, LakeLayout.Hive, Catalog, _engine, Files), folds, Clock);
        Merges = new Merges(Store, LakeLayout.Hive.State, Clock);
        var merged = new MergedFiles(Store, Catalog, Merges, () => new MergeWriter(_engine, Files), Clock);
        Units = new MergedFileCatalog(Catalog, Store, merged, Merges);
        Compactor = new FolderCompactor(Catalog, merged, new ReplacedFiles(Store, Merges, merged, Clock), folds, Current, new Leases(Store, LakeLayout.Hive.State, Clock));
    }

    public MovableClock Clock { get; }

    /// <summary>The store; it can be made to stop at a change.</summary>
    public FailingStore Store { get; }

    public LakeTableCatalog Catalog { get; }

    public IQueryEngine Engine => _engine;

    public TableFileWriter Files { get; }

    public ObjectStoreSink Sink { get; }

    public ICurrentTables Current { get; }

    public Merges Merges { get; }

    /// <summary>The catalog as the pipeline has it: units may be done again after a compaction.</summary>
    public MergedFileCatalog Units { get; }

    public ICompactor Compactor { get; }

    /// <summary>Writes rows as the pipeline does: a file for each table, day and unit, and then the catalog.</summary>
    public async Task AddAsync(IEnumerable<LakeRow> rows)
    {
        foreach (var file in rows.GroupBy(r => (r.Table, r.Day, r.Unit)))
        {
            var table = new TableRows(file.Key.Table);
            foreach (var row in file)
            {
                var columns = file.Key.Table.Columns.Select(c => new QueryColumn(c.Name, "")).ToList();
                QueryRows.Append(new QueryRow(columns, [.. columns.Select(c => row[c.Name])]), table);
            }

            var written = await Sink.WriteAsync(table, file.Key.Day, file.Key.Unit, default);
            await Units.AddFilesAsync(Describe(file.Key.Table), written, default);
        }
    }

    public static CatalogTable Describe(TableDefinition table) => new(table, "parquet", LakeLayout.Hive.TablePrefix(table.Name));

    /// <summary>All rows of a statement as texts, sorted.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var result = await _engine.ExecuteAsync(new SqlStatement(sql), default);
        var rows = new List<string>();
        await foreach (var row in result.Rows)
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, row.Count).Select(i => row[i] switch
            {
                null => "NULL",
                string[] list => "[" + string.Join(',', list) + "]",
                IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                var other => other.ToString(),
            })));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The keys of all objects below a prefix.</summary>
    public async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var entry in Store.ListAsync(prefix, null, default))
        {
            keys.Add(entry.Key);
        }

        return keys;
    }

    /// <summary>The keys that the catalog lists for a table.</summary>
    public async Task<List<string>> ListedAsync(string table) => [.. (await Catalog.ListFilesAsync(table, default)).Files.Select(f => f.Key)];

    /// <summary>The text of a shared view over the history only.</summary>
    public static string OverHistory(string view) => LakeViews.For(BuiltInTables.All).Single(v => v.Name == view).Text;

    /// <summary>What the engine reads for a shared view, as DuckDB names it.</summary>
    public async Task<string> DefinitionAsync(string view) => (await RowsAsync($"SELECT sql FROM duckdb_views() WHERE view_name = '{view}'")).Single();

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }
}
