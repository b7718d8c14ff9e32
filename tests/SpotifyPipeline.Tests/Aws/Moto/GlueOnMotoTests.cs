using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Aws.Servers;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Moto;

/// <summary>The catalog against a Glue that others wrote.</summary>
public sealed class GlueOnMotoTests
{
    private GlueClient _client = null!;
    private AwsOptions _options = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        var server = await MotoServer.RequireAsync();
        (_client, _) = server.CreateGlue();
        _options = new AwsOptions { Bucket = "lake", Database = "db_" + Guid.NewGuid().ToString("N") };
    }

    [TearDown]
    public void Close() => _client?.Dispose();

    [Test]
    public async Task Tables_of_every_definition_are_created_and_listed_as_they_were()
    {
        CatalogTable[] tables = [Songs, new(BuiltInTables.Artists, "parquet", "curated/artists/"), new(BuiltInTables.Plays, "parquet", "curated/plays/")];
        foreach (var table in tables)
        {
            await Catalog().EnsureTableAsync(table, default);
            await Catalog().EnsureTableAsync(table, default);
        }

        var listed = await Catalog().ListTablesAsync(default);

        Assert.That(listed.Select(t => t.Definition.Name), Is.EqualTo(new[] { "artists", "plays", "songs" }));
        Assert.That(listed[2].Definition.Columns, Is.EqualTo(Songs.Definition.Columns));
        Assert.That(listed[2] with { Definition = Songs.Definition }, Is.EqualTo(Songs));
    }

    [Test]
    public async Task Table_takes_a_new_column_and_refuses_a_narrower_type()
    {
        await Catalog().EnsureTableAsync(Table(Column("n", ColumnType.Int64)), default);
        await Catalog().EnsureTableAsync(Table(Column("n", ColumnType.Int64), Column("fresh")), default);

        Assert.That((await Catalog().ListTablesAsync(default)).Single().Definition.Has("fresh"));
        Assert.That(async () => await Catalog().EnsureTableAsync(Table(Column("n", ColumnType.Int32), Column("fresh")), default), Throws.InstanceOf<SpotifyPipelineException>());
    }

    [Test]
    public async Task Projection_grows_with_an_older_file()
    {
        await Catalog().AddFilesAsync(Songs, [File(Songs, "2019-05-09")], default);

        var table = (await _client.GetTableAsync(new GetTableRequest(_options.Database, "songs"), default)).Table!;
        Assert.That(table.Parameters!["projection.snapshot_date.range"], Is.EqualTo("2019-05-09,NOW+1DAYS"));
    }

    [Test]
    public async Task Partitions_are_registered_listed_swapped_and_registered_again()
    {
        _options.CatalogMode = AwsCatalogMode.Partitions;
        var files = Enumerable.Range(0, 130).Select(i => File(Songs, new DateOnly(2026, 1, 1).AddDays(i).ToString("yyyy-MM-dd", null))).ToList();

        await Catalog().AddFilesAsync(Songs, files, default);
        await Catalog().AddFilesAsync(Songs, files, default);
        var before = await Catalog().ListPartitionsAsync(Songs, default);
        await Catalog().SwapPartitionAsync(Songs, new DateOnly(2026, 1, 1), null, "curated/songs/compacted/", default);
        var after = await Catalog().ListPartitionsAsync(Songs, default);

        Assert.That(before, Has.Count.EqualTo(130));
        Assert.That(before.Select(p => p.StorageDescriptor!.Location), Is.EquivalentTo(files.Select(f => "s3://lake/" + f.Key[..(f.Key.LastIndexOf('/') + 1)])));
        Assert.That(after.Single(p => p.Values!.Single() == "2026-01-01").StorageDescriptor!.Location, Is.EqualTo("s3://lake/curated/songs/compacted/"));

        // A compacted day that gets late files is read from its own folder again; another folder is not ours to leave.
        await Catalog().AddFilesAsync(Songs, files, default);
        Assert.That((await Catalog().ListPartitionsAsync(Songs, default)).Select(p => p.StorageDescriptor!.Location), Is.EquivalentTo(before.Select(p => p.StorageDescriptor!.Location)));
        await Catalog().SwapPartitionAsync(Songs, new DateOnly(2026, 1, 1), null, "elsewhere/songs/", default);
        Assert.That(async () => await Catalog().AddFilesAsync(Songs, files, default), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("where no query looks"));
    }

    [Test]
    public async Task Crawler_is_created_and_started()
    {
        _options.CatalogMode = AwsCatalogMode.Crawler;
        _options.Crawler = "crawler-" + Guid.NewGuid().ToString("N");
        _options.CrawlerRole = "arn:aws:iam::123456789012:role/crawler";
        _options.CrawlerTimeout = TimeSpan.FromMinutes(2);
        await Catalog().AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);

        // moto's crawlers run for ever: what can be seen is that ours runs, and that the wait for it ends.
        Assert.That(async () => await Catalog().RefreshAsync(default), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("CrawlerTimeout"));

        var crawler = (await _client.GetCrawlerAsync(new CrawlerNameRequest(_options.Crawler), default)).Crawler!;
        Assert.That(crawler.State, Is.EqualTo("RUNNING"));
        Assert.That(crawler.Targets!.CatalogTargets!.Single().Tables, Is.EqualTo(new[] { "songs" }));
        Assert.That(crawler.SchemaChangePolicy, Is.EqualTo(new SchemaChangePolicy("LOG", "LOG")));
    }

    private GlueTableCatalog Catalog() => new(_client, new LocatedStore("lake"), null, null, _options, new SkippingTime { Limit = TimeSpan.FromMinutes(1) }, NullLogger<GlueTableCatalog>.Instance);
}
