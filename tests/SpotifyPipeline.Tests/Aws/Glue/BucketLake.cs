using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance.Compaction;
using SpotifyPipeline.Maintenance.Current;
using SpotifyPipeline.Query;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Aws.Glue;

/// <summary>A lake in a bucket as Glue and Athena keep it: the bucket is in memory, and the engine only leaves a file where it is told to.</summary>
internal sealed class BucketLake : IUnloadingQueryEngine, IDisposable
{
    private readonly FakeGlue _glue = new();

    public BucketLake(AwsCatalogMode mode)
    {
        Store = new MemoryObjectStore(new MemoryObjectStore.Place(), Clock);
        Catalog = new GlueTableCatalog(_glue.Client, Store, null, null, new AwsOptions { Bucket = "lake", CatalogMode = mode }, Clock, NullLogger<GlueTableCatalog>.Instance);
        Current = new CurrentTables(() => new UnloadedCurrentStorage(Store, LakeLayout.Hive, Catalog, this), new CurrentFolds(Store, "state/", Clock), Clock);
        Compactor = new PartitionCompactor(Store, Catalog, this, new Leases(Store, "state/", Clock), Clock);
    }

    public MovableClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    public MemoryObjectStore Store { get; }

    public GlueTableCatalog Catalog { get; }

    public CurrentTables Current { get; }

    public PartitionCompactor Compactor { get; }

    /// <summary>What was unloaded, and where to.</summary>
    public List<(string Select, string Location)> Unloaded { get; } = [];

    /// <summary>Called after a file was unloaded: another writer's moment.</summary>
    public Func<Task>? AfterUnload { get; set; }

    public string Name => "athena";

    public Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) => throw new AssertionException("Nothing is asked, only unloaded.");

    public async Task UnloadAsync(string select, string location, CancellationToken cancellationToken)
    {
        var prefix = location[Store.GetLocation("").Length..];
        Assert.That(await KeysAsync(prefix), Is.Empty, "Athena refuses a folder that is not empty");
        Unloaded.Add((select, prefix));
        await Store.WriteAsync(prefix + "20261120_0001", new byte[] { 1, 2, 3 }, PutCondition.Always, cancellationToken);
        await (AfterUnload?.Invoke() ?? Task.CompletedTask);
    }

    /// <summary>Writes a unit's file of songs and registers it.</summary>
    public async Task AddAsync(DateOnly day, string unit)
    {
        var key = LakeLayout.Hive.DataFileKey("songs", day, unit, ".parquet");
        await Store.WriteAsync(key, new byte[10], PutCondition.Always, default);
        await Catalog.AddFilesAsync(new CatalogTable(BuiltInTables.Songs, "parquet", "curated/songs/"), [new DataFile(key, day, unit, 1, 10)], default);
    }

    /// <summary>The folder in which readers find a day, or a table without partitions, as a prefix.</summary>
    public async Task<string> FolderAsync(DateOnly day)
    {
        var folders = await Catalog.ListPartitionFoldersAsync(new CatalogTable(BuiltInTables.Songs, "parquet", "curated/songs/"), default);
        return folders[new PartitionName(day, null)][Store.GetLocation("").Length..];
    }

    public async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var entry in Store.ListAsync(prefix, null, default))
        {
            keys.Add(entry.Key);
        }

        return keys;
    }

    public async Task<CatalogTable?> TableAsync(string name) => (await Catalog.ListTablesAsync(default)).SingleOrDefault(t => t.Definition.Name == name);

    public System.Text.Json.Nodes.JsonObject Glue(string table) => _glue.Table(table);

    public void Dispose() => _glue.Dispose();
}
