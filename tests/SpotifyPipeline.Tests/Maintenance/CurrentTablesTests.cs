using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Maintenance;

internal sealed class CurrentTablesTests
{
    private static readonly string[] Views = ["songs_latest", "albums_latest", "artists_latest", "song_artists_latest"];
    private static readonly DateOnly First = new(2026, 11, 18);

    /// <summary>Files come in any order, late days too, with refreshes between them.</summary>
    [Test]
    public void Any_order_of_days_and_refreshes_gives_what_the_whole_history_gives()
    {
        var cases =
            from rows in RandomLakes.Lakes
            from seed in Gen.Choose(0, int.MaxValue)
            select (Rows: rows, Seed: seed);
        Prop.ForAll(Arb.From(cases), c =>
        {
            CheckAsync(c.Rows, new Random(c.Seed)).GetAwaiter().GetResult();
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Test]
    public async Task A_refresh_reads_the_new_day_only_and_a_second_one_nothing()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "A", 10), Song(First, "s2", "B", null)]);
        Assert.That((await lake.Current.RefreshAsync()).Single().IsRebuild, Is.True, "there was nothing to fold into");

        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 20)]);
        var second = (await lake.Current.RefreshAsync()).Single();

        Assert.That(second.IsRebuild, Is.False);
        Assert.That(second.Days, Is.EqualTo(new[] { First.AddDays(1) }));
        Assert.That(second.Rows, Is.EqualTo(2));
        Assert.That(await lake.RowsAsync("SELECT song_id, popularity, snapshot_date FROM songs_latest"), Is.EqualTo(new[] { "s1 | 20 | 11/19/2026", "s2 | NULL | 11/18/2026" }));
        Assert.That(await lake.Current.RefreshAsync(), Is.Empty);
    }

    [Test]
    public async Task A_late_day_fills_what_nobody_has_seen_since_and_no_more()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "old name", 10)]);
        await lake.AddAsync([Song(First.AddDays(2), "s1", "new name", null)]);
        await lake.Current.RefreshAsync();

        await lake.AddAsync([Song(First.AddDays(1), "s1", "late name", 55)]);
        var refresh = (await lake.Current.RefreshAsync()).Single();

        Assert.That(refresh.IsRebuild, Is.False);
        Assert.That(await lake.RowsAsync("SELECT song_name, popularity FROM songs_current"), Is.EqualTo(new[] { "new name | 55" }));
    }

    [Test]
    public async Task Questions_use_the_current_table_only_while_it_is_made_of_all_files()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "A", 10)]);
        await lake.Current.RefreshAsync();
        Assert.That(await lake.DefinitionAsync("songs_latest"), Does.Contain("songs_current"));

        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 11)]);
        Assert.That(await lake.DefinitionAsync("songs_latest"), Does.Not.Contain("songs_current"), "a day is not folded yet");
        Assert.That(await lake.RowsAsync("SELECT popularity FROM songs_latest"), Is.EqualTo(new[] { "11" }));
    }

    [Test]
    public async Task A_file_that_was_rewritten_takes_its_old_values_with_it()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "A", 10)]);
        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 99)]);
        await lake.Current.RefreshAsync();

        lake.Clock.Now += TimeSpan.FromMinutes(1);
        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", null)]);
        var refresh = (await lake.Current.RefreshAsync()).Single();

        Assert.That(refresh.IsRebuild, Is.True);
        Assert.That(await lake.RowsAsync("SELECT popularity FROM songs_current"), Is.EqualTo(new[] { "10" }));
    }

    [Test]
    public async Task A_column_that_its_table_has_got_since_is_folded_in()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "A", 10)]);
        await lake.Current.RefreshAsync();
        var wider = new TableDefinition("songs", "Songs.", [.. BuiltInTables.Songs.Columns.Take(10), new ColumnDefinition("mood", ColumnType.String, true)], ["song_id"]);

        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 10) with { Table = wider, Values = new Dictionary<string, object?> { ["song_id"] = "s1", ["mood"] = "blue" } }]);
        await lake.Current.RefreshAsync();

        Assert.That(await lake.DefinitionAsync("songs_latest"), Does.Contain("songs_current"));
        Assert.That(await lake.RowsAsync("SELECT song_name, popularity, mood FROM songs_latest"), Is.EqualTo(new[] { "A | 10 | blue" }));
    }

    [Test]
    public async Task A_replaced_file_stays_for_an_hour_for_readers_that_have_begun_with_it()
    {
        using var lake = new FolderLake();
        await lake.AddAsync([Song(First, "s1", "A", 10)]);
        await lake.Current.RefreshAsync();
        await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 11)]);
        await lake.Current.RefreshAsync();
        Assert.That(await lake.KeysAsync("curated/songs_current/"), Has.Count.EqualTo(2));

        lake.Clock.Now += TimeSpan.FromHours(1);
        await lake.Current.RefreshAsync();

        Assert.That(await lake.KeysAsync("curated/songs_current/"), Is.EqualTo(await lake.ListedAsync("songs_current")));
    }

    [Test]
    public async Task A_crash_at_every_change_of_a_refresh_leaves_right_answers_and_the_next_refresh_ends_it()
    {
        for (var step = 0; ; step++)
        {
            using var lake = new FolderLake();
            await lake.AddAsync([Song(First, "s1", "A", 10), .. SmallLake.Credits("s1", "a1")]);
            await lake.Current.RefreshAsync();
            await lake.AddAsync([Song(First.AddDays(1), "s1", "A", 11), .. SmallLake.Credits("s1", "a2").Select(r => r with { Day = r.Day.AddDays(60) })]);
            string[] views = ["songs_latest", "song_artists_latest"];
            var expected = await TextsAsync(lake, FolderLake.OverHistory, views);
            lake.Store.FailAfter(step);
            try
            {
                await lake.Current.RefreshAsync();
                Assert.That(step, Is.GreaterThanOrEqualTo(6), "two tables: file, list and record each");
                return;
            }
            catch (IOException)
            {
                // The store has gone.
            }

            lake.Store.Recover();
            Assert.That(await TextsAsync(lake, v => $"SELECT * FROM {v}", views), Is.EqualTo(expected), $"after a crash at step {step}");
            await lake.Current.RefreshAsync();
            Assert.That(await TextsAsync(lake, v => $"SELECT * FROM {v}", views), Is.EqualTo(expected), $"after the refresh that followed a crash at step {step}");
            Assert.That(await lake.DefinitionAsync("song_artists_latest"), Does.Contain("song_artists_current"));
        }
    }

    [Test]
    public async Task Without_a_query_engine_there_is_nothing_to_refresh_and_nothing_fails()
    {
        await using var lake = await Pipeline.TestLake.CreateAsync();

        var report = await lake.Pipeline.RunAsync();

        Assert.That(report.Warnings, Is.Empty);
        Assert.That((await lake.Catalog.ListTablesAsync(default)).Select(t => t.Definition.Name), Has.None.EndsWith(CurrentDefinitions.Suffix));
    }

    private static async Task CheckAsync(LakeRow[] rows, Random random)
    {
        using var lake = new FolderLake();
        var files = rows.GroupBy(r => (r.Table, r.Day, r.Unit)).ToArray();
        random.Shuffle(files);
        foreach (var file in files)
        {
            await lake.AddAsync(file);
            if (random.Next(4) == 0)
            {
                await lake.Current.RefreshAsync();
            }
        }

        await lake.Current.RefreshAsync();
        foreach (var view in Views.Where(v => rows.Any(r => v == r.Table.Name + "_latest")))
        {
            Assert.That(await lake.DefinitionAsync(view), Does.Contain("_current"));
            Assert.That(await lake.RowsAsync($"SELECT * FROM {view}"), Is.EqualTo(await lake.RowsAsync(FolderLake.OverHistory(view))), view);
        }
    }

    private static async Task<string> TextsAsync(FolderLake lake, Func<string, string> textOf, string[] views)
    {
        var rows = new List<string>();
        foreach (var view in views)
        {
            rows.AddRange(await lake.RowsAsync(textOf(view)));
        }

        return string.Join('\n', rows);
    }

    private static LakeRow Song(DateOnly day, string id, string name, int? popularity) => SmallLake.Song(id, name, "al1", 1000, popularity, null, day);
}
