using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Glue;

/// <summary>What lies outside a projection is invisible without an error: every file is inside, or the call fails. Today is 2026-11-20.</summary>
public sealed class GlueProjectionTests
{
    private const string Range = "projection.snapshot_date.range";
    private FakeGlue _glue = null!;
    private AwsOptions _options = null!;

    [SetUp]
    public void Create()
    {
        _glue = new FakeGlue();
        _options = new AwsOptions { Bucket = "lake", ProjectionFrom = new DateOnly(2024, 1, 1) };
    }

    [TearDown]
    public void Dispose() => _glue.Dispose();

    [TestCase("2024-01-01")]
    [TestCase("2026-11-20")]
    [TestCase("2026-11-21")]
    public async Task File_inside_the_range_changes_nothing(string day)
    {
        await Catalog().EnsureTableAsync(Songs, default);

        await Catalog().AddFilesAsync(Songs, [File(Songs, day)], default);

        Assert.That(_glue.Handler.Of("UpdateTable"), Is.Empty);
        Assert.That(_glue.Handler.Of("BatchCreatePartition"), Is.Empty, "nothing is registered");
        Assert.That(_glue.Parameter("songs", Range), Is.EqualTo("2024-01-01,NOW+1DAYS"));
    }

    [Test]
    public async Task Older_file_moves_the_beginning_back_for_good()
    {
        await Catalog().AddFilesAsync(Songs, [File(Songs, "2021-05-09"), File(Songs, "2019-12-31")], default);
        await Catalog().AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);

        Assert.That(_glue.Parameter("songs", Range), Is.EqualTo("2019-12-31,NOW+1DAYS"));
    }

    [Test]
    public async Task Range_that_begins_earlier_than_the_setting_is_kept()
    {
        await Catalog().EnsureTableAsync(Songs, default);
        _options.ProjectionFrom = new DateOnly(2025, 6, 1);

        await Catalog().EnsureTableAsync(Songs, default);

        Assert.That(_glue.Parameter("songs", Range), Is.EqualTo("2024-01-01,NOW+1DAYS"));
    }

    [Test]
    public void File_after_tomorrow_is_refused() => Assert.That(
        async () => await Catalog().AddFilesAsync(Songs, [File(Songs, "2026-11-22")], default),
        Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("2026-11-22").And.Message.Contains("Check the clock"));

    [TestCase("curated/songs/u1.parquet")]
    [TestCase("curated/songs/2026/11/20/u1.parquet")]
    [TestCase("curated/songs/snapshot_date=2026-11-19/u1.parquet")]
    public void File_that_does_not_lie_where_its_day_is_looked_for_is_refused(string key) => Assert.That(
        async () => await Catalog().AddFilesAsync(Songs, [new DataFile(key, new DateOnly(2026, 11, 20), "u1", 1, 1)], default),
        Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("snapshot_date=2026-11-20/"));

    [Test]
    public async Task New_values_of_the_category_are_added_to_those_that_were_there()
    {
        await Catalog().AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2026-11-19", category: "p2")], default);
        await Catalog().AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2026-11-20", category: "p1"), File(SongsByPlaylist, "2026-11-20", category: "p2")], default);

        Assert.That(_glue.Parameter("playlist_items", "projection.playlist_id.values"), Is.EqualTo("p1,p2"));
    }

    [Test]
    public async Task Two_writers_that_add_different_categories_at_once_keep_both()
    {
        await Catalog().EnsureTableAsync(SongsByPlaylist, default);
        _glue.BeforeWrite = _ =>
        {
            _glue.BeforeWrite = null;
            Catalog().AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2018-01-01", category: "theirs")], default).GetAwaiter().GetResult();
        };

        await Catalog().AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2026-11-20", category: "ours")], default);

        Assert.That(_glue.Parameter("playlist_items", "projection.playlist_id.values"), Is.EqualTo("ours,theirs"));
        Assert.That(_glue.Parameter("playlist_items", Range), Is.EqualTo("2018-01-01,NOW+1DAYS"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("a,b")]
    [TestCase("with space")]
    [TestCase("ä")]
    public void Category_that_projection_would_lose_is_refused(string? category) => Assert.That(
        async () => await Catalog().AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2026-11-20", category: category)], default),
        Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("CatalogMode to Partitions"));

    [Test]
    public void Category_column_that_may_be_null_is_refused_before_a_null_comes() => Assert.That(
        async () => await Catalog().EnsureTableAsync(Table(Column("owner")) with { CategoryColumn = "owner" }, default),
        Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("owner").And.Message.Contains("CatalogMode to Partitions"));

    [Test]
    public async Task Table_that_had_registered_partitions_is_projected_from_now_on_and_back()
    {
        _options.CatalogMode = AwsCatalogMode.Partitions;
        await Catalog().EnsureTableAsync(Songs, default);
        Assert.That(_glue.Table("songs")["Parameters"]!.AsObject().Select(p => p.Key), Has.None.StartsWith("projection"));

        _options.CatalogMode = AwsCatalogMode.Projection;
        await Catalog().EnsureTableAsync(Songs, default);
        Assert.That(_glue.Parameter("songs", "projection.enabled"), Is.EqualTo("true"));

        _options.CatalogMode = AwsCatalogMode.Partitions;
        await Catalog().EnsureTableAsync(Songs, default);
        Assert.That(_glue.Table("songs")["Parameters"]!.AsObject().Select(p => p.Key), Has.None.StartsWith("projection").And.None.EqualTo("storage.location.template"));
    }

    [Test]
    public void Partition_of_a_projected_table_cannot_be_pointed_elsewhere() => Assert.That(
        () => Catalog().SwapPartitionAsync(Songs, new DateOnly(2026, 11, 20), null, "curated/songs/compacted/", default),
        Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("Rewrite the files in place"));

    private GlueTableCatalog Catalog() => new(_glue.Client, new LocatedStore("lake"), null, null, _options, new SkippingTime(), NullLogger<GlueTableCatalog>.Instance);
}
