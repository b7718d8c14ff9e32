using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Maintenance;

internal sealed class CompactionTests
{
    private static readonly DateOnly Day = new(2026, 11, 18);
    private static readonly string[] Tables = ["songs", "albums", "artists", "song_artists", "playlist_items"];

    [Test]
    public void Rows_are_the_same_before_and_after() => Prop.ForAll(Arb.From(RandomLakes.Lakes), rows =>
    {
        CheckAsync(rows).GetAwaiter().GetResult();
        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Test]
    public async Task Files_of_a_day_become_one_and_the_old_ones_stay_for_their_grace()
    {
        using var lake = await ThreeUnitsAsync();
        var old = await lake.ListedAsync("songs");

        var result = await lake.Compactor.CompactAsync();

        Assert.That(result.Merged, Is.EqualTo(1));
        Assert.That(result.FilesDeleted, Is.Zero);
        Assert.That(await lake.ListedAsync("songs"), Has.Count.EqualTo(1));
        Assert.That(await lake.KeysAsync("curated/songs/"), Is.SupersetOf(old), "a reader may still hold the old list");

        lake.Clock.Now += TimeSpan.FromHours(1);
        Assert.That((await lake.Compactor.CompactAsync()).FilesDeleted, Is.EqualTo(3));
        Assert.That(await lake.KeysAsync("curated/songs/"), Is.EqualTo(await lake.ListedAsync("songs")));
        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 1", "s1 | 2", "s2 | 2", "s3 | 3" }));
    }

    [Test]
    public async Task A_plan_writes_nothing_and_is_what_is_done()
    {
        using var lake = await ThreeUnitsAsync();
        var changes = lake.Store.Changes;

        var plan = await lake.Compactor.PlanAsync();

        Assert.That(lake.Store.Changes, Is.EqualTo(changes));
        Assert.That((plan.FilesBefore, plan.FilesAfter), Is.EqualTo((3, 1)));
        Assert.That(plan.Merges.Single().Rows, Is.EqualTo(4));
        Assert.That(plan.BytesRewritten, Is.EqualTo(plan.BytesBefore));
        Assert.That((await lake.Compactor.CompactAsync()).Plan.Merges.Single().Files, Is.EqualTo(plan.Merges.Single().Files));
        Assert.That((await lake.Compactor.PlanAsync()).Merges, Is.Empty);
    }

    [Test]
    public async Task Days_outside_the_range_and_files_of_other_formats_are_left_alone()
    {
        using var lake = await ThreeUnitsAsync();
        await lake.Catalog.AddFilesAsync(
            new CatalogTable(BuiltInTables.Plays, "csv", "curated/plays/"),
            [new DataFile("curated/plays/snapshot_date=2026-11-18/a.csv", Day, "a", 1, 1), new DataFile("curated/plays/snapshot_date=2026-11-18/b.csv", Day, "b", 1, 1)],
            default);

        Assert.That((await lake.Compactor.PlanAsync(new CompactionOptions { From = Day.AddDays(1) })).Merges, Is.Empty);
        Assert.That((await lake.Compactor.PlanAsync(new CompactionOptions { To = Day })).Merges.Select(m => m.Table), Is.EqualTo(new[] { "songs" }));
    }

    [TestCase(0)]
    [TestCase(2)]
    public async Task A_unit_that_is_done_again_after_its_rows_were_merged_replaces_them(int hoursLater)
    {
        using var lake = await ThreeUnitsAsync();
        await lake.Compactor.CompactAsync();
        lake.Clock.Now += TimeSpan.FromHours(hoursLater);
        await lake.Compactor.CompactAsync();

        await lake.AddAsync([Song("u2", "s2", 22), Song("u2", "s9", 99)]);

        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 1", "s2 | 22", "s3 | 3", "s9 | 99" }));
        lake.Clock.Now += TimeSpan.FromHours(2);
        await lake.Compactor.CompactAsync();
        lake.Clock.Now += TimeSpan.FromHours(2);
        await lake.Compactor.CompactAsync();
        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 1", "s2 | 22", "s3 | 3", "s9 | 99" }));
        Assert.That(await lake.KeysAsync("curated/songs/"), Is.EqualTo(await lake.ListedAsync("songs")), "nothing is left over");
        Assert.That(await lake.ListedAsync("songs"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Every_unit_may_be_done_again_and_a_unit_may_lose_its_rows()
    {
        using var lake = await ThreeUnitsAsync();
        var listed = await lake.ListedAsync("songs");
        await lake.Compactor.CompactAsync();

        // What StaleOutputs does where a unit that is done again gives no rows of a table any more.
        var list = await lake.Units.ListFilesAsync("songs", default);
        Assert.That(await lake.Units.ReplaceFilesAsync("songs", list.Version, [listed[0]], [], default), Is.True);
        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 2", "s2 | 2", "s3 | 3" }));
        await lake.AddAsync([Song("u3", "s3", 33)]);
        await lake.AddAsync([Song("u2", "s2", 22)]);

        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s2 | 22", "s3 | 33" }));
        lake.Clock.Now += TimeSpan.FromHours(2);
        await lake.Compactor.CompactAsync(new CompactionOptions { Grace = TimeSpan.Zero });
        await lake.Compactor.CompactAsync(new CompactionOptions { Grace = TimeSpan.Zero });
        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s2 | 22", "s3 | 33" }));
        Assert.That(await lake.KeysAsync("curated/songs/"), Is.EqualTo(await lake.ListedAsync("songs")));
    }

    [Test]
    public async Task Late_data_goes_into_the_next_merge()
    {
        using var lake = await ThreeUnitsAsync();
        await lake.Compactor.CompactAsync();
        await lake.AddAsync([Song("late", "s4", 4)]);
        Assert.That(await lake.ListedAsync("songs"), Has.Count.EqualTo(2));

        await lake.Compactor.CompactAsync();
        await lake.AddAsync([Song("u1", "s1", 11)]);

        Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 11", "s1 | 2", "s2 | 2", "s3 | 3", "s4 | 4" }));
    }

    [Test]
    public async Task A_compaction_does_not_make_the_current_tables_read_the_history_again()
    {
        using var lake = await ThreeUnitsAsync();
        await lake.Current.RefreshAsync();

        await lake.Compactor.CompactAsync();

        Assert.That(await lake.DefinitionAsync("songs_latest"), Does.Contain("songs_current"));
        Assert.That(await lake.Current.RefreshAsync(), Is.Empty);
        await lake.AddAsync([Song("late", "s4", 4)]);
        Assert.That((await lake.Current.RefreshAsync()).Single().IsRebuild, Is.False);
    }

    [Test]
    public async Task A_stop_at_every_change_leaves_all_rows_readable_and_the_next_compaction_ends_it()
    {
        for (var step = 0; ; step++)
        {
            using var lake = await ThreeUnitsAsync();
            await lake.AddAsync(SmallLake.Credits("s1", "a1", "a2").SelectMany(r => new[] { r, r with { Unit = "u2" } }));
            await lake.Current.RefreshAsync();
            var expected = await RowsAsync(lake);
            var options = new CompactionOptions { Grace = TimeSpan.Zero };
            lake.Store.FailAfter(step);
            var isStopped = false;
            try
            {
                await lake.Compactor.CompactAsync(options);
            }
            catch (IOException)
            {
                isStopped = true;
            }

            lake.Store.Recover();
            Assert.That(await RowsAsync(lake), Is.EqualTo(expected), $"after a stop at change {step}");
            lake.Clock.Now += TimeSpan.FromHours(8);
            await lake.Compactor.CompactAsync(options);
            await lake.Compactor.CompactAsync(options);
            Assert.That(await RowsAsync(lake), Is.EqualTo(expected), $"after the compaction that followed a stop at change {step}");
            foreach (var table in Tables)
            {
                Assert.That(await lake.KeysAsync($"curated/{table}/"), Is.EqualTo(await lake.ListedAsync(table)), $"{table} has leftovers after a stop at change {step}");
            }

            Assert.That(await lake.ListedAsync("songs"), Has.Count.EqualTo(1));
            if (!isStopped)
            {
                Assert.That(step, Is.GreaterThan(20));
                return;
            }
        }
    }

    [Test]
    public async Task A_stop_at_every_change_while_a_unit_is_done_again_is_mended_by_doing_it_again()
    {
        for (var step = 0; ; step++)
        {
            using var lake = await ThreeUnitsAsync();
            await lake.Compactor.CompactAsync();
            lake.Store.FailAfter(step);
            var isStopped = false;
            try
            {
                await lake.AddAsync([Song("u2", "s2", 22)]);
            }
            catch (IOException)
            {
                isStopped = true;
            }

            lake.Store.Recover();
            Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 1", "s1 | 2", "s2 | 2", "s3 | 3" }).Or.EqualTo(new[] { "s1 | 1", "s2 | 22", "s3 | 3" }), $"after a stop at change {step}");
            await lake.AddAsync([Song("u2", "s2", 22)]);
            lake.Clock.Now += TimeSpan.FromHours(8);
            await lake.Compactor.CompactAsync();
            Assert.That(await SongsAsync(lake), Is.EqualTo(new[] { "s1 | 1", "s2 | 22", "s3 | 3" }), $"after a stop at change {step}");
            if (!isStopped)
            {
                return;
            }
        }
    }

    [Test]
    public async Task Only_one_compaction_runs_at_a_time()
    {
        using var lake = await ThreeUnitsAsync();
        var leases = new SpotifyPipeline.State.Leases(lake.Store, "state/", lake.Clock);
        await leases.TryAcquireAsync("compact", TimeSpan.FromMinutes(30), default);

        Assert.That(async () => await lake.Compactor.CompactAsync(), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("Another compaction").And.Property("IsTransient").True);
    }

    [Test]
    public async Task A_file_whose_rows_are_not_those_of_the_catalog_is_not_merged()
    {
        using var lake = await ThreeUnitsAsync();
        var list = await lake.Catalog.ListFilesAsync("songs", default);
        await lake.Catalog.AddFilesAsync(list.Table!, [list.Files[0] with { Rows = 7 }], default);

        Assert.That(async () => await lake.Compactor.CompactAsync(), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("expected 7"));
        Assert.That(await lake.ListedAsync("songs"), Has.Count.EqualTo(3));
    }

    private static async Task CheckAsync(LakeRow[] rows)
    {
        using var lake = new FolderLake();
        await lake.AddAsync(rows);
        var expected = await RowsAsync(lake);
        await lake.Compactor.CompactAsync(new CompactionOptions { Grace = TimeSpan.Zero });
        Assert.That(await RowsAsync(lake), Is.EqualTo(expected));

        // A redelivery of everything.
        await lake.AddAsync(rows);
        Assert.That(await RowsAsync(lake), Is.EqualTo(expected));
    }

    /// <summary>One day of three units; s1 is in two of them.</summary>
    private static async Task<FolderLake> ThreeUnitsAsync()
    {
        var lake = new FolderLake();
        await lake.AddAsync([Song("u1", "s1", 1), Song("u2", "s1", 2), Song("u2", "s2", 2), Song("u3", "s3", 3)]);
        return lake;
    }

    private static LakeRow Song(string unit, string id, int popularity) => SmallLake.Song(id, "name of " + id, "al1", 1000, popularity, null, Day, unit);

    private static Task<List<string>> SongsAsync(FolderLake lake) => lake.RowsAsync("SELECT song_id, popularity FROM songs");

    private static async Task<List<string>> RowsAsync(FolderLake lake)
    {
        var rows = new List<string>();
        var present = (await lake.Catalog.ListTablesAsync(default)).Select(t => t.Definition.Name).ToList();
        foreach (var table in Tables.Where(present.Contains))
        {
            rows.AddRange((await lake.RowsAsync($"SELECT * FROM {table}")).Select(r => $"{table}: {r}"));
        }

        return rows;
    }
}
