using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Glue;

public sealed class GluePartitionsTests
{
    private FakeGlue _glue = null!;
    private GlueTableCatalog _catalog = null!;

    [SetUp]
    public void Create()
    {
        _glue = new FakeGlue();
        var options = new AwsOptions { Bucket = "lake", CatalogMode = AwsCatalogMode.Partitions };
        _catalog = new GlueTableCatalog(_glue.Client, new LocatedStore("lake"), null, null, options, new SkippingTime(), NullLogger<GlueTableCatalog>.Instance);
    }

    [TearDown]
    public void Dispose() => _glue.Dispose();

    [Test]
    public async Task Each_day_of_the_files_is_registered_once_with_its_folder_and_schema()
    {
        await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-19", "a"), File(Songs, "2026-11-20", "a"), File(Songs, "2026-11-20", "b")], default);

        Assert.That(_glue.Partitions("songs").Keys, Is.EqualTo(new[] { "2026-11-19", "2026-11-20" }));
        var storage = _glue.Partitions("songs")["2026-11-20"]["StorageDescriptor"]!;
        Assert.That((string?)storage["Location"], Is.EqualTo("s3://lake/curated/songs/snapshot_date=2026-11-20/"));
        Assert.That(storage["Columns"]!.AsArray(), Has.Count.EqualTo(Songs.Definition.Columns.Count));
        Assert.That((string?)storage["SerdeInfo"]!["SerializationLibrary"], Does.Contain("Parquet"));
    }

    [Test]
    public async Task A_hundred_and_one_days_are_two_calls()
    {
        await _catalog.AddFilesAsync(Songs, Days(101), default);

        var sizes = _glue.Handler.Of("BatchCreatePartition").Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("PartitionInputList").GetArrayLength());
        Assert.That(sizes, Is.EqualTo(new[] { 100, 1 }));
        Assert.That(_glue.Partitions("songs"), Has.Count.EqualTo(101));
    }

    [Test]
    public async Task Partitions_are_listed_over_all_pages()
    {
        await _catalog.AddFilesAsync(Songs, Days(7), default);

        var partitions = await _catalog.ListPartitionsAsync(Songs, default);

        Assert.That(partitions.Select(p => p.Values!.Single()), Is.EqualTo(_glue.Partitions("songs").Keys));
        Assert.That(_glue.Handler.Of("GetPartitions").Count(), Is.EqualTo(4));
    }

    [TestCase("InternalServiceException", true)]
    [TestCase("ResourceNumberLimitExceededException", false)]
    public void Error_of_one_entry_inside_a_200_fails_the_run(string code, bool isTransient)
    {
        _glue.PartitionTrouble = day => day == "2026-11-18" ? code : null;

        Assert.That(
            async () => await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-17"), File(Songs, "2026-11-18"), File(Songs, "2026-11-19")], default),
            Throws.InstanceOf<SpotifyPipelineException>()
                .With.Message.Contains("1 of 3").And.Message.Contains("2026-11-18").And.Message.Contains(code)
                .And.Property("IsTransient").EqualTo(isTransient));
    }

    [Test]
    public async Task Run_after_a_partial_failure_completes_it()
    {
        var files = Days(5);
        _glue.PartitionTrouble = day => day == files[3].SnapshotDate.ToString("yyyy-MM-dd", null) ? "InternalServiceException" : null;
        Assert.That(async () => await _catalog.AddFilesAsync(Songs, files, default), Throws.InstanceOf<SpotifyPipelineException>());

        _glue.PartitionTrouble = null;
        await _catalog.AddFilesAsync(Songs, files, default);

        Assert.That(_glue.Partitions("songs"), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Partition_that_is_registered_already_at_the_same_place_is_fine()
    {
        await _catalog.AddFilesAsync(Songs, Days(9), default);

        await _catalog.AddFilesAsync(Songs, Days(9), default);

        Assert.That(_glue.Handler.Of("BatchGetPartition").Count(), Is.EqualTo(4), "9, then the 4, 2 and 1 that Glue left");
    }

    [Test]
    public async Task Partition_that_is_registered_elsewhere_fails_the_run_since_its_files_would_not_be_read()
    {
        await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);
        await _catalog.SwapPartitionAsync(Songs, new DateOnly(2026, 11, 20), null, "curated/elsewhere/2026-11-20/", default);

        Assert.That(
            async () => await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20", "late")], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("s3://lake/curated/elsewhere/2026-11-20/").And.Message.Contains("where no query looks"));
    }

    [Test]
    public async Task Partition_that_was_compacted_is_pointed_back_when_a_file_comes_late()
    {
        await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);
        await _catalog.SwapPartitionAsync(Songs, new DateOnly(2026, 11, 20), null, "curated/songs/compacted/snapshot_date=2026-11-20/x/", default);

        await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20", "late")], default);

        Assert.That((string?)_glue.Partitions("songs")["2026-11-20"]["StorageDescriptor"]!["Location"], Is.EqualTo("s3://lake/curated/songs/snapshot_date=2026-11-20/"));
    }

    [Test]
    public async Task Partition_is_swapped_in_one_call()
    {
        await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);

        await _catalog.SwapPartitionAsync(Songs, new DateOnly(2026, 11, 20), null, "curated/songs/compacted/2026-11-20/", default);

        Assert.That((string?)_glue.Partitions("songs")["2026-11-20"]["StorageDescriptor"]!["Location"], Is.EqualTo("s3://lake/curated/songs/compacted/2026-11-20/"));
        Assert.That(_glue.Handler.Of("UpdatePartition").Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Null_category_is_hives_default_partition()
    {
        await _catalog.AddFilesAsync(SongsByPlaylist, [File(SongsByPlaylist, "2026-11-20", category: null), File(SongsByPlaylist, "2026-11-20", category: "p 1")], default);

        Assert.That(_glue.Partitions("playlist_items").Keys, Is.EquivalentTo(new[] { "2026-11-20/__HIVE_DEFAULT_PARTITION__", "2026-11-20/p 1" }));
    }

    [Test]
    public void Files_of_one_partition_in_two_folders_are_refused()
    {
        var elsewhere = new DataFile("curated/songs/other/u2.parquet", new DateOnly(2026, 11, 20), "u2", 1, 1);

        Assert.That(
            async () => await _catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20"), elsewhere], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("one folder"));
    }

    [Test]
    public async Task Table_without_files_registers_nothing()
    {
        await _catalog.EnsureTableAsync(Songs, default);

        Assert.That(_glue.Handler.Of("BatchCreatePartition"), Is.Empty);
    }

    private static List<DataFile> Days(int count) =>
        [.. Enumerable.Range(0, count).Select(i => File(Songs, new DateOnly(2026, 1, 1).AddDays(i).ToString("yyyy-MM-dd", null)))];
}
