using SpotifyPipeline.Aws;

namespace SpotifyPipeline.Tests.Aws.Glue;

/// <summary>Current tables and compaction on Glue and Athena.</summary>
public class BucketTests
{
    private static readonly DateOnly Day = new(2026, 11, 18);

    [TestCase(AwsCatalogMode.Projection)]
    [TestCase(AwsCatalogMode.Partitions)]
    public async Task A_current_table_is_a_folder_that_is_swapped(AwsCatalogMode mode)
    {
        using var lake = new BucketLake(mode);
        await lake.AddAsync(Day, "u1");
        var first = (await lake.Current.RefreshAsync(default)).Single();
        Assert.That(first.IsRebuild, Is.True);

        await lake.AddAsync(Day.AddDays(1), "u1");
        var second = (await lake.Current.RefreshAsync(default)).Single();

        Assert.That((second.IsRebuild, second.Days), Is.EqualTo((false, new[] { Day.AddDays(1) })).Using<(bool, IReadOnlyList<DateOnly>)>((a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2)));
        Assert.That(lake.Unloaded[1].Select, Does.Contain("t.snapshot_date IN (DATE '2026-11-19')").And.Contain("FROM songs_current"));
        var table = await lake.TableAsync("songs_current");
        Assert.That(table!.Prefix, Is.EqualTo(lake.Unloaded[1].Location));
        Assert.That(lake.Glue("songs_current")["PartitionKeys"]?.AsArray().Count ?? 0, Is.Zero);
        Assert.That(await lake.Current.RefreshAsync(default), Is.Empty, "nothing is new");

        lake.Clock.Now += TimeSpan.FromHours(2);
        await lake.Current.RefreshAsync(default);
        Assert.That(await lake.KeysAsync("curated/songs_current/"), Has.All.StartsWith(table.Prefix).And.Not.Empty, "the replaced folder has gone");
    }

    [Test]
    public async Task The_task_that_registers_tables_leaves_the_current_one_as_it_is()
    {
        using var lake = new BucketLake(AwsCatalogMode.Projection);
        await lake.AddAsync(Day, "u1");
        await lake.Current.RefreshAsync(default);
        var before = lake.Glue("songs_current").ToJsonString();

        await lake.Catalog.EnsureTableAsync((await lake.TableAsync("songs_current"))!, default);

        Assert.That(lake.Glue("songs_current").ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_that_was_rewritten_makes_the_table_anew()
    {
        using var lake = new BucketLake(AwsCatalogMode.Projection);
        await lake.AddAsync(Day, "u1");
        await lake.Current.RefreshAsync(default);
        lake.Clock.Now += TimeSpan.FromSeconds(1);
        await lake.Store.DeleteAsync([$"curated/songs/snapshot_date=2026-11-18/u1.parquet"], default);
        await lake.AddAsync(Day, "u2");

        Assert.That((await lake.Current.RefreshAsync(default)).Single().IsRebuild, Is.True);
        Assert.That(lake.Unloaded[1].Select, Does.Not.Contain("songs_current"));
    }

    [Test]
    public void With_projection_a_compaction_is_refused_and_OPTIMIZE_is_named()
    {
        using var lake = new BucketLake(AwsCatalogMode.Projection);

        Assert.That(async () => await lake.Compactor.PlanAsync(null, default), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("OPTIMIZE").And.Message.Contains("Partitions"));
        Assert.That(async () => await lake.Compactor.CompactAsync(null, default), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("OPTIMIZE"));
    }

    [Test]
    public async Task A_partition_is_written_to_a_folder_of_its_own_and_pointed_at_it()
    {
        using var lake = new BucketLake(AwsCatalogMode.Partitions);
        await lake.AddAsync(Day, "u1");
        await lake.AddAsync(Day, "u2");
        await lake.AddAsync(Day.AddDays(1), "u1");

        var result = await lake.Compactor.CompactAsync(null, default);

        Assert.That(result.Merged, Is.EqualTo(1), "the second day has one file");
        Assert.That(lake.Unloaded.Single().Select, Does.Contain("FROM \"songs\" WHERE \"snapshot_date\" = DATE '2026-11-18'"));
        Assert.That(await lake.FolderAsync(Day), Is.EqualTo(lake.Unloaded.Single().Location));
        Assert.That(await lake.FolderAsync(Day.AddDays(1)), Is.EqualTo("curated/songs/snapshot_date=2026-11-19/"));
        Assert.That((await lake.Compactor.PlanAsync(null, default)).Merges, Is.Empty);
    }

    [Test]
    public async Task A_late_file_brings_all_files_back_and_the_next_compaction_merges_them_again()
    {
        using var lake = new BucketLake(AwsCatalogMode.Partitions);
        await lake.AddAsync(Day, "u1");
        await lake.AddAsync(Day, "u2");
        await lake.Compactor.CompactAsync(null, default);

        lake.Clock.Now += TimeSpan.FromMinutes(5);
        await lake.AddAsync(Day, "late");

        Assert.That(await lake.FolderAsync(Day), Is.EqualTo("curated/songs/snapshot_date=2026-11-18/"));
        Assert.That(await lake.KeysAsync("curated/songs/snapshot_date=2026-11-18/"), Has.Count.EqualTo(3));
        Assert.That((await lake.Compactor.CompactAsync(null, default)).FilesDeleted, Is.Zero, "a reader may still be in the first folder");
        lake.Clock.Now += TimeSpan.FromHours(1);
        Assert.That((await lake.Compactor.CompactAsync(null, default)).FilesDeleted, Is.EqualTo(1));
        Assert.That(await lake.KeysAsync("curated/songs/compacted/"), Has.All.StartsWith(await lake.FolderAsync(Day)).And.Not.Empty);
    }

    [Test]
    public async Task A_file_that_comes_while_a_partition_is_written_is_not_lost()
    {
        using var lake = new BucketLake(AwsCatalogMode.Partitions);
        await lake.AddAsync(Day, "u1");
        await lake.AddAsync(Day, "u2");
        lake.AfterUnload = () => lake.AddAsync(Day, "late");

        var result = await lake.Compactor.CompactAsync(null, default);

        Assert.That(result.Merged, Is.Zero);
        Assert.That(await lake.FolderAsync(Day), Is.EqualTo("curated/songs/snapshot_date=2026-11-18/"));
    }
}
