using System.Text.Json;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Catalog;

internal sealed class LakeTableCatalogTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    private static readonly CatalogTable Songs = Table(new("song_id", ColumnType.String, false, "Spotify's id."), new("popularity", ColumnType.Int32, true));

    private static CancellationToken None => CancellationToken.None;

    [Test]
    public async Task Unknown_table_has_no_files()
    {
        var list = await new LakeTableCatalog(new InMemoryObjectStore()).ListFilesAsync("songs", None);

        Assert.That(list.Table, Is.Null);
        Assert.That(list.Files, Is.Empty);
    }

    [Test]
    public async Task Table_reads_back_as_it_was_written()
    {
        var store = new InMemoryObjectStore();
        var every = new CatalogTable(
            new TableDefinition("every_type", "All types.", Enum.GetValues<ColumnType>().Select((t, i) => new ColumnDefinition("c" + i, t, i % 2 == 0, "Column " + t)), ["c0", "c1"]),
            "jsonl",
            "curated/every_type/",
            "c0");
        await new LakeTableCatalog(store).EnsureTableAsync(every, None);

        var read = (await new LakeTableCatalog(store).ListTablesAsync(None)).Single();

        Assert.That(read with { Definition = every.Definition }, Is.EqualTo(every));
        Assert.That(read.Definition.Name, Is.EqualTo("every_type"));
        Assert.That(read.Definition.Description, Is.EqualTo("All types."));
        Assert.That(read.Definition.Columns, Is.EqualTo(every.Definition.Columns));
        Assert.That(read.Definition.Key, Is.EqualTo(every.Definition.Key));
    }

    [Test]
    public async Task File_on_disk_is_plain_json_that_other_programs_can_follow()
    {
        var store = new InMemoryObjectStore();
        await new LakeTableCatalog(store).AddFilesAsync(Songs, [File("a")], None);

        using var json = JsonDocument.Parse(store.Text("catalog/songs.json"));
        var root = json.RootElement;

        Assert.That(root.GetProperty("schema_version").GetInt32(), Is.EqualTo(1));
        Assert.That(root.GetProperty("columns")[0].GetProperty("type").GetString(), Is.EqualTo("string"));
        Assert.That(root.GetProperty("columns").EnumerateArray().Last().GetProperty("name").GetString(), Is.EqualTo("extracted_at"));
        Assert.That(root.GetProperty("files")[0].GetProperty("snapshot_date").GetString(), Is.EqualTo("2026-11-20"));
        Assert.That(root.GetProperty("files")[0].GetProperty("key").GetString(), Is.EqualTo(File("a").Key));
    }

    [Test]
    public async Task Files_are_listed_in_key_order_whatever_the_order_of_adding()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [File("b"), File("c")], None);
        await catalog.AddFilesAsync(Songs, [File("a")], None);

        Assert.That((await catalog.ListFilesAsync("songs", None)).Files, Is.EqualTo(new[] { File("a"), File("b"), File("c") }));
    }

    [Test]
    public async Task Adding_a_file_again_replaces_its_entry()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [File("a"), File("b")], None);
        await catalog.AddFilesAsync(Songs, [File("a") with { Rows = 99 }], None);

        Assert.That((await catalog.ListFilesAsync("songs", None)).Files.Select(f => f.Rows), Is.EqualTo(new[] { 99L, 1L }));
    }

    [Test]
    public async Task Doing_the_same_twice_writes_once_and_keeps_the_version()
    {
        var store = new InMemoryObjectStore();
        var catalog = new LakeTableCatalog(store);
        await catalog.AddFilesAsync(Songs, [File("a")], None);
        var first = await catalog.ListFilesAsync("songs", None);

        await catalog.AddFilesAsync(Songs, [File("a")], None);
        await catalog.EnsureTableAsync(Songs, None);
        var second = await catalog.ListFilesAsync("songs", None);

        Assert.That(store.Writes, Is.EqualTo(1));
        Assert.That(second.Version, Is.EqualTo(first.Version));
    }

    [Test]
    public async Task Unchanged_list_is_not_read_again()
    {
        var store = new InMemoryObjectStore();
        var catalog = new LakeTableCatalog(store);
        await catalog.EnsureTableAsync(Songs, None);
        await catalog.ListFilesAsync("songs", None);
        var reads = store.Reads;

        await catalog.ListFilesAsync("songs", None);
        await catalog.ListTablesAsync(None);

        Assert.That(store.Reads, Is.EqualTo(reads));
    }

    [Test]
    public async Task Change_by_another_process_is_seen()
    {
        var store = new InMemoryObjectStore();
        var ours = new LakeTableCatalog(store);
        await ours.EnsureTableAsync(Songs, None);
        var before = await ours.ListFilesAsync("songs", None);

        await new LakeTableCatalog(store).AddFilesAsync(Songs, [File("a")], None);
        var after = await ours.ListFilesAsync("songs", None);

        Assert.That(after.Version, Is.Not.EqualTo(before.Version));
        Assert.That(after.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Writer_that_loses_the_race_keeps_the_files_of_both()
    {
        var store = new InMemoryObjectStore();
        await new LakeTableCatalog(store).EnsureTableAsync(Songs, None);
        var interfered = false;
        store.BeforeWrite = async _ =>
        {
            if (!interfered)
            {
                interfered = true;
                await new LakeTableCatalog(store).AddFilesAsync(Songs, [File("theirs")], None);
            }
        };

        var catalog = new LakeTableCatalog(store);
        await catalog.AddFilesAsync(Songs, [File("ours")], None);

        Assert.That(interfered, Is.True);
        Assert.That((await catalog.ListFilesAsync("songs", None)).Files.Select(f => f.Unit), Is.EqualTo(new[] { "ours", "theirs" }));
    }

    [Test]
    public async Task Two_that_create_the_table_at_once_keep_the_files_of_both()
    {
        var store = new InMemoryObjectStore();
        var interfered = false;
        store.BeforeWrite = async _ =>
        {
            if (!interfered)
            {
                interfered = true;
                await new LakeTableCatalog(store).AddFilesAsync(Songs, [File("theirs")], None);
            }
        };

        await new LakeTableCatalog(store).AddFilesAsync(Songs, [File("ours")], None);

        Assert.That((await new LakeTableCatalog(store).ListFilesAsync("songs", None)).Files, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Sixteen_writers_lose_nothing()
    {
        var store = new InMemoryObjectStore();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var catalog = new LakeTableCatalog(store);
            for (var i = 0; i < 10; i++)
            {
                await catalog.AddFilesAsync(Songs, [File($"{writer:00}-{i}")], None);
            }
        })));

        Assert.That((await new LakeTableCatalog(store).ListFilesAsync("songs", None)).Files, Has.Count.EqualTo(160));
    }

    [Test]
    public async Task Store_that_never_lets_us_win_ends_in_a_transient_failure()
    {
        var store = new InMemoryObjectStore();
        var n = 0;
        store.BeforeWrite = async _ => await new LakeTableCatalog(store).AddFilesAsync(Songs, [File($"theirs-{n++:000}")], None);

        var failure = await Assert.ThrowsAsync<SpotifyPipelineException>(() => new LakeTableCatalog(store, new NoWaitTimeProvider()).AddFilesAsync(Songs, [File("ours")], None));

        Assert.That(failure.IsTransient, Is.True);
        Assert.That(failure.Message, Does.Contain("songs"));
    }

    [Test]
    public async Task New_column_is_taken_and_readers_expect_nulls_in_older_files()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [File("a")], None);

        await catalog.EnsureTableAsync(Table([.. Songs.Definition.Columns.Take(2), new("energy", ColumnType.Double, false)]), None);
        var list = await catalog.ListFilesAsync("songs", None);

        var energy = list.Table!.Definition.Columns[list.Table.Definition.Ordinal("energy")];
        Assert.That(energy.IsNullable, Is.True);
        Assert.That(list.Files, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Incompatible_table_is_refused_with_the_difference_and_nothing_is_written()
    {
        var store = new InMemoryObjectStore();
        var catalog = new LakeTableCatalog(store);
        await catalog.AddFilesAsync(Songs, [File("a")], None);
        var writes = store.Writes;

        var other = Table(new("song_id", ColumnType.String, false), new("popularity", ColumnType.String, true));
        var refused = await Assert.ThrowsAsync<SpotifyPipelineException>(() => catalog.AddFilesAsync(other, [File("b")], None));

        Assert.That(refused.Message, Does.Contain("popularity: int -> string"));
        Assert.That(store.Writes, Is.EqualTo(writes));
    }

    [Test]
    public async Task Replacing_swaps_the_old_files_of_a_unit_for_its_new_ones_in_one_step()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [File("unit-0"), File("unit-1"), File("other")], None);
        var before = await catalog.ListFilesAsync("songs", None);

        var replaced = await catalog.ReplaceFilesAsync("songs", before.Version, [File("unit-0").Key, File("unit-1").Key], [File("unit-merged")], None);

        Assert.That(replaced, Is.True);
        Assert.That((await catalog.ListFilesAsync("songs", None)).Files.Select(f => f.Unit), Is.EqualTo(new[] { "other", "unit-merged" }));
    }

    [Test]
    public async Task Replacing_on_a_list_that_has_changed_does_nothing()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [File("a")], None);
        var stale = await catalog.ListFilesAsync("songs", None);
        await catalog.AddFilesAsync(Songs, [File("b")], None);

        var replaced = await catalog.ReplaceFilesAsync("songs", stale.Version, [File("a").Key], [File("c")], None);

        Assert.That(replaced, Is.False);
        Assert.That((await catalog.ListFilesAsync("songs", None)).Files.Select(f => f.Unit), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public Task Replacing_in_a_table_that_does_not_exist_says_so() =>
        Assert.ThatAsync(
            () => new LakeTableCatalog(new InMemoryObjectStore()).ReplaceFilesAsync("sogns", "1", [], [], None),
            Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("sogns"));

    [Test]
    public Task File_outside_of_the_table_is_misuse() =>
        Assert.ThatAsync(
            () => new LakeTableCatalog(new InMemoryObjectStore()).AddFilesAsync(Songs, [File("a") with { Key = "raw/pending/x.json" }], None),
            Throws.ArgumentException.With.Message.Contains("curated/songs/"));

    [TestCase("{\"schema_version\":1,", "replay")]
    [TestCase("{\"schema_version\":2}", "schema version 2")]
    [TestCase("null", "schema version 0")]
    [TestCase("{\"schema_version\":1,\"table\":\"songs\",\"description\":\"\",\"format\":\"parquet\",\"prefix\":\"curated/songs/\",\"columns\":[{\"name\":\"x\",\"type\":\"money\",\"nullable\":true,\"description\":\"\"}],\"key\":[],\"files\":[]}", "money")]
    public async Task Damaged_document_is_named_with_the_next_step(string text, string expected)
    {
        var store = new InMemoryObjectStore();
        store.Overwrite("catalog/songs.json", text);

        await Assert.ThatAsync(
            () => new LakeTableCatalog(store).ListFilesAsync("songs", None),
            Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains(expected).And.Message.Contains("memory/catalog/songs.json"));
    }

    [Test]
    public async Task Ten_thousand_files_in_one_call_and_one_more_are_listed()
    {
        var catalog = new LakeTableCatalog(new InMemoryObjectStore());
        await catalog.AddFilesAsync(Songs, [.. Enumerable.Range(0, 10_000).Select(i => File($"{i:00000}"))], None);
        await catalog.AddFilesAsync(Songs, [File("last")], None);

        Assert.That((await catalog.ListFilesAsync("songs", None)).Files, Has.Count.EqualTo(10_001));
    }

    [Test]
    public async Task Other_objects_under_the_prefix_are_no_tables()
    {
        var store = new InMemoryObjectStore();
        store.Overwrite("catalog/readme.txt", "x");
        store.Overwrite("catalog/old/songs.json", "x");
        var catalog = new LakeTableCatalog(store);
        await catalog.EnsureTableAsync(Songs, None);

        Assert.That((await catalog.ListTablesAsync(None)).Select(t => t.Definition.Name), Is.EqualTo(new[] { "songs" }));
    }

    private static CatalogTable Table(params ColumnDefinition[] columns) =>
        new(new TableDefinition("songs", "A song.", columns, ["song_id"]), "parquet", "curated/songs/");

    private static DataFile File(string unit) => new($"curated/songs/snapshot_date=2026-11-20/{unit}.parquet", Day, unit, 1, 100);

    /// <summary>Every wait is over at once.</summary>
    private sealed class NoWaitTimeProvider : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
