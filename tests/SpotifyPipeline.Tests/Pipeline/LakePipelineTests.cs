using System.Text;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Storage;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Pipeline;

public class LakePipelineTests
{
    [Test]
    public async Task A_run_leaves_raw_documents_processed_files_written_and_the_catalog_complete()
    {
        await using var lake = await TestLake.CreateAsync();

        var report = await lake.Pipeline.RunAsync();

        var files = (await lake.Catalog.ListFilesAsync("playlist_items", default)).Files;
        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(report.Extract!.AppClass, Is.EqualTo("extended"));
        Assert.That(report.Transform!.Documents, Is.EqualTo(lake.Spotify.PlaylistIds.Count));
        Assert.That(files.Sum(f => f.Rows), Is.EqualTo(lake.Spotify.PlaylistIds.Count * 120));
        Assert.That(await lake.ContentsAsync("raw/pending/"), Is.Empty);
        Assert.That((await lake.ContentsAsync("raw/processed/")).Keys, Has.Some.EndsWith("manifest.json"));
        Assert.That((await lake.ContentsAsync("curated/")).Keys, Is.SupersetOf(files.Select(f => f.Key)));
        Assert.That((await lake.ContentsAsync("runs/")).Keys, Has.Member($"runs/{report.RunId}.json"));
    }

    [Test]
    public async Task Every_page_is_kept_byte_for_byte_as_the_simulator_sent_it()
    {
        await using var lake = await TestLake.CreateAsync();

        await lake.Pipeline.ExtractAsync();

        var pages = (await lake.ContentsAsync("raw/pending/")).Keys.Where(k => !k.EndsWith("manifest.json", StringComparison.Ordinal)).ToList();
        Assert.That(pages, Has.Count.EqualTo(2 * lake.Spotify.PlaylistIds.Count), "120 entries are an embedded page of 100 and one more");
    }

    [Test]
    public async Task Transforming_a_document_again_writes_the_same_bytes_under_the_same_keys()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.RunAsync();
        var before = await lake.ContentsAsync("curated/");

        lake.Clock.Now += TimeSpan.FromHours(3);
        var manifests = (await lake.ContentsAsync("raw/processed/")).Keys.Where(k => k.EndsWith("manifest.json", StringComparison.Ordinal));
        foreach (var manifest in manifests.ToList())
        {
            await lake.Pipeline.TransformAsync(manifest);
        }

        Assert.That(await lake.ContentsAsync("curated/"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_replay_writes_the_same_files_without_a_call_to_Spotify()
    {
        await using var lake = await TestLake.CreateAsync();
        var run = await lake.Pipeline.RunAsync();
        var before = await lake.ContentsAsync("curated/");
        var calls = lake.Spotify.Requests.Total;

        var replay = await lake.Pipeline.ReplayAsync(run.SnapshotDate, run.SnapshotDate);

        Assert.That(replay.Transform!.Documents, Is.EqualTo(lake.Spotify.PlaylistIds.Count));
        Assert.That(await lake.ContentsAsync("curated/"), Is.EqualTo(before));
        Assert.That(lake.Spotify.Requests.Total, Is.EqualTo(calls));
    }

    [Test]
    public async Task A_replay_that_no_longer_fills_a_table_takes_its_file_away()
    {
        var store = new MemoryObjectStore();
        DateOnly day;
        await using (var before = await TestLake.CreateAsync(store: store))
        {
            day = (await before.Pipeline.RunAsync()).SnapshotDate;
        }

        await using var after = await TestLake.CreateAsync(store: store, configure: b => b.ClearTransformers().AddTransformer(new NoRows()));
        await after.Pipeline.ReplayAsync(day, day);

        Assert.That((await after.Catalog.ListFilesAsync("songs", default)).Files, Is.Empty);
        Assert.That(await after.ContentsAsync("curated/"), Is.Empty);
    }

    [Test]
    public async Task Events_in_any_order_and_twice_give_the_same_files_as_once()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.ExtractAsync();
        var manifests = (await lake.ContentsAsync("raw/pending/")).Keys.Where(k => k.EndsWith("manifest.json", StringComparison.Ordinal)).ToList();
        foreach (var manifest in manifests)
        {
            await lake.Pipeline.TransformAsync(manifest);
        }

        var once = await lake.ContentsAsync("curated/");
        foreach (var manifest in Enumerable.Reverse(manifests).Concat(manifests))
        {
            await lake.Pipeline.TransformAsync(manifest);
        }

        await lake.Pipeline.TransformPendingAsync();
        Assert.That(await lake.ContentsAsync("curated/"), Is.EqualTo(once));
        Assert.That(once.Keys.Count(k => k.Contains("/songs/", StringComparison.Ordinal)), Is.EqualTo(manifests.Count));
    }

    [Test]
    public async Task An_event_that_comes_again_while_its_document_moves_writes_the_same_rows()
    {
        var store = new FailingStore(new MemoryObjectStore());
        await using var lake = await TestLake.CreateAsync(store: store);
        var page = Encoding.UTF8.GetBytes("""{"items":[{"track":{"id":"t","artists":[{"id":"a","name":"n"}]}}]}""");
        using var content = new MemoryStream(page);
        var key = await lake.Pipeline.ImportAsync("list.json", content, new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await lake.Pipeline.TransformAsync(key);
        var once = await lake.ContentsAsync("curated/");

        // The other worker has moved what was fixed for the document, and deletes the document just after it was read here.
        await store.WriteAsync(key, page, PutCondition.Always, default);
        store.AfterRead = async read =>
        {
            if (read == key)
            {
                store.AfterRead = null;
                await store.DeleteAsync([key], default);
            }
        };
        await lake.Pipeline.TransformAsync(key);

        Assert.That(store.AfterRead, Is.Null);
        Assert.That(await lake.ContentsAsync("curated/"), Is.EqualTo(once));
    }

    [Test]
    public async Task A_crash_at_every_single_step_loses_nothing_and_doubles_nothing()
    {
        var store = new FailingStore(new MemoryObjectStore());
        await using var lake = await TestLake.CreateAsync(store: store);
        await lake.Pipeline.ExtractAsync();
        var extracted = await SnapshotAsync(store);
        var atStart = store.Changes;
        await lake.Pipeline.TransformPendingAsync();
        var steps = store.Changes - atStart;
        var expected = await RowsAsync(lake);

        for (var step = 0; step < steps; step++)
        {
            await RestoreAsync(store, extracted);
            store.FailAfter(step);
            Assert.That(async () => await lake.Pipeline.TransformPendingAsync(), Throws.Exception, $"step {step}");
            store.Recover();

            await lake.Pipeline.TransformPendingAsync();

            Assert.That(await RowsAsync(lake), Is.EqualTo(expected), $"after a crash at step {step} of {steps}");
            Assert.That(await lake.ContentsAsync("raw/pending/"), Is.Empty, $"after a crash at step {step} of {steps}");
        }
    }

    [Test]
    public async Task A_playlist_that_Spotify_does_not_know_is_reported_and_the_others_are_read()
    {
        await using var lake = await TestLake.CreateAsync(configure: b => b.AddPlaylistSource("0000000000000000000000"));

        var report = await lake.Pipeline.RunAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.PartlyDone));
        Assert.That(report.Extract!.Missing, Is.EqualTo(new[] { "playlist/0000000000000000000000" }));
        Assert.That(report.Transform!.Documents, Is.EqualTo(lake.Spotify.PlaylistIds.Count + 1));
        Assert.That(await lake.ContentsAsync("raw/pending/"), Is.Empty);
    }

    [Test]
    public async Task A_quota_ends_the_run_with_the_time_to_resume_and_the_resumed_run_reads_only_the_rest()
    {
        await using var lake = await TestLake.CreateAsync(configure: b => b.Configure(o => o.Sources.MaxDegreeOfParallelism = 1));
        lake.Spotify.Faults.Add(Fault.QuotaExceeded().OnPath("/v1/").FromCall(3).Times(int.MaxValue));

        var stopped = await lake.Pipeline.RunAsync();
        var callsBefore = lake.Spotify.Requests.Total;
        lake.Spotify.Faults.Clear();
        lake.Clock.Now += TimeSpan.FromHours(15);
        var resumed = await lake.Pipeline.RunAsync(stopped.RunId);

        Assert.That(stopped.Outcome, Is.EqualTo(RunOutcome.StoppedByQuota));
        Assert.That(stopped.Extract!.ResumeAt, Is.GreaterThan(stopped.StartedAt.AddHours(10)));
        Assert.That(stopped.Extract.Read, Is.EqualTo(1));
        Assert.That(resumed.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(resumed.RunId, Is.EqualTo(stopped.RunId));
        Assert.That(resumed.SnapshotDate, Is.EqualTo(stopped.SnapshotDate));
        Assert.That(resumed.Extract!.Read, Is.EqualTo(lake.Spotify.PlaylistIds.Count - 1));
        Assert.That(lake.Spotify.Requests.Total - callsBefore, Is.EqualTo((2 * (lake.Spotify.PlaylistIds.Count - 1)) + 1), "two calls a playlist and a token");
    }

    [Test]
    public async Task Calls_of_the_last_day_are_added_up_across_runs()
    {
        await using var lake = await TestLake.CreateAsync();

        var first = await lake.Pipeline.ExtractAsync();
        lake.Clock.Now += TimeSpan.FromHours(2);
        var second = await lake.Pipeline.ExtractAsync();
        lake.Clock.Now += TimeSpan.FromHours(30);
        var third = await lake.Pipeline.ExtractAsync();

        var calls = first.Extract!.Calls.Values.Sum();
        Assert.That(calls, Is.Positive);
        Assert.That(first.Extract.CallsInLastDay, Is.EqualTo(calls));
        Assert.That(second.Extract!.CallsInLastDay, Is.EqualTo(2 * calls));
        Assert.That(third.Extract!.CallsInLastDay, Is.EqualTo(calls), "a day later they count no more");
    }

    [Test]
    public async Task Lakes_of_one_app_share_a_ledger_that_the_settings_name()
    {
        using var folder = new TemporaryFolder();
        await using var one = await TestLake.CreateAsync(configure: b => b.Configure(o => o.Spotify.LedgerStore = folder["ledger"]));
        await using var other = await TestLake.CreateAsync(configure: b => b.Configure(o => o.Spotify.LedgerStore = folder["ledger"]));
        await using var none = await TestLake.CreateAsync(configure: b => b.Configure(o => o.Spotify.LedgerStore = "none"));

        var first = (await one.Pipeline.ExtractAsync()).Extract!.CallsInLastDay;
        var second = (await other.Pipeline.ExtractAsync()).Extract!.CallsInLastDay;

        Assert.That(second, Is.EqualTo(2 * first));
        Assert.That((await none.Pipeline.ExtractAsync()).Extract!.CallsInLastDay, Is.Null);
        Assert.That(await one.ContentsAsync("state/quota/"), Is.Empty);
    }

    [Test]
    public async Task A_raw_folder_that_a_team_already_has_is_read_where_it_lies()
    {
        await using var lake = await TestLake.CreateAsync(configure: b => b.Configure(o =>
        {
            o.Lake.Prefixes.RawPending = "raw/";
            o.Lake.Prefixes.RawProcessed = "done/";
            o.Lake.Prefixes.RawQuarantine = "refused/";
        }));
        var playlist = """{"items": [{"track": {"id": "4uLU6hMCjMI75M1A2tKUQC", "name": "One", "type": "track", "duration_ms": 1000, "explicit": false, "artists": [], "album": {"id": "6XzyGa9X8NaWgLi5Lb0QRa", "name": "A"}}}]}"""u8;
        await lake.Store.WriteAsync("raw/spotify_data_2026-11-18.json", playlist.ToArray(), PutCondition.Always, default);

        var report = await lake.Pipeline.TransformPendingAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That((await lake.ContentsAsync("curated/songs/")).Keys.Single(), Does.StartWith("curated/songs/snapshot_date=2026-11-18/"));
        Assert.That((await lake.ContentsAsync("done/")).Keys, Has.Member("done/spotify_data_2026-11-18.json"));
    }

    [Test]
    public async Task A_lake_of_simulated_documents_takes_no_real_ones()
    {
        using var folder = new TemporaryFolder();
        var store = new FolderObjectStore(folder.Path);
        await using (var simulated = await TestLake.CreateAsync(store: store, configure: b => b.Configure(o => o.Lake.Simulated = true)))
        {
            await simulated.Pipeline.ExtractAsync();
        }

        await using var real = await TestLake.CreateAsync(store: store);
        Assert.That(async () => await real.Pipeline.ExtractAsync(), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("simulated"));
    }

    [Test]
    public async Task Simulated_documents_never_go_to_a_bucket()
    {
        await using var lake = await TestLake.CreateAsync(configure: b => b.Configure(o => o.Lake.Simulated = true));

        Assert.That(async () => await lake.Pipeline.RunAsync(), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("expected a folder"));
    }

    [Test]
    public async Task Three_app_classes_give_rows_for_the_same_entries()
    {
        var counts = new List<long>();
        foreach (var appClass in new[] { SimulatedAppClass.Extended, SimulatedAppClass.Grandfathered, SimulatedAppClass.Restricted })
        {
            await using var lake = await TestLake.CreateAsync(clock => new SimulatorOptions { TimeProvider = clock, AppClass = appClass, ItemsPerPlaylist = 130, AvailableMarkets = 0 });
            var report = await lake.Pipeline.RunAsync();
            Assert.That(report.Extract!.AppClass, Is.EqualTo(appClass.ToString().ToLowerInvariant()));
            counts.Add((await lake.Catalog.ListFilesAsync("playlist_items", default)).Files.Sum(f => f.Rows));
        }

        Assert.That(counts.Distinct().ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_unreadable_document_is_quarantined_with_a_reason_and_the_others_go_on()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.ExtractAsync();
        await lake.Store.WriteAsync("raw/pending/bare/broken.json", "{\"items\": ["u8.ToArray(), PutCondition.Always, default);

        var report = await lake.Pipeline.TransformPendingAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.PartlyDone));
        Assert.That(report.Transform!.Quarantined.Select(q => q.Document), Is.EqualTo(new[] { "bare/broken.json" }));
        Assert.That(report.Transform.Documents, Is.EqualTo(lake.Spotify.PlaylistIds.Count));
        Assert.That((await lake.ContentsAsync("raw/quarantine/")).Keys, Is.SupersetOf(new[] { "raw/quarantine/bare/broken.json", "raw/quarantine/bare/broken.json.reason.json" }));
    }

    [Test]
    public async Task A_page_that_was_changed_after_it_was_received_is_refused()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.ExtractAsync();
        var page = (await lake.ContentsAsync("raw/pending/")).Keys.First(k => k.EndsWith("page-00001.json", StringComparison.Ordinal));
        await lake.Store.WriteAsync(page, "{}"u8.ToArray(), PutCondition.Always, default);

        var report = await lake.Pipeline.TransformPendingAsync();

        Assert.That(report.Transform!.Quarantined.Single().Reason, Does.Contain("changed after it was received"));
        Assert.That(report.Transform.Documents, Is.EqualTo(lake.Spotify.PlaylistIds.Count - 1));
    }

    [Test]
    public async Task A_key_that_is_no_document_is_left_alone()
    {
        await using var lake = await TestLake.CreateAsync();

        var report = await lake.Pipeline.TransformAsync("curated/songs/snapshot_date=2026-11-20/x.parquet");

        Assert.That(report.Transform!.Documents, Is.Zero);
        Assert.That(report.Transform.Quarantined, Is.Empty);
    }

    [Test]
    public async Task Two_workers_at_once_give_the_files_of_one()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.ExtractAsync();
        await Task.WhenAll(lake.Pipeline.TransformPendingAsync(), lake.Pipeline.TransformPendingAsync(), lake.Pipeline.TransformPendingAsync());

        Assert.That((await lake.Catalog.ListFilesAsync("playlist_items", default)).Files.Sum(f => f.Rows), Is.EqualTo(lake.Spotify.PlaylistIds.Count * 120));
        Assert.That(await lake.ContentsAsync("raw/pending/"), Is.Empty);
    }

    private sealed class NoRows : ITransformer<string>
    {
        public TableDefinition<string> Table { get; } = new TableDefinitionBuilder<string>("nothing").String("id", id => id, isKey: true).Build();

        public IEnumerable<string> Transform(RawDocument document) => [];
    }

    private static async Task<SortedDictionary<string, long>> RowsAsync(TestLake lake)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await lake.Catalog.ListTablesAsync(default))
        {
            rows.Add(table.Definition.Name, (await lake.Catalog.ListFilesAsync(table.Definition.Name, default)).Files.Sum(f => f.Rows));
        }

        return rows;
    }

    private static async Task<Dictionary<string, byte[]>> SnapshotAsync(IObjectStore store)
    {
        var snapshot = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync("", null, default))
        {
            snapshot.Add(entry.Key, (await store.ReadAsync(entry.Key, default))!.Content.ToArray());
        }

        return snapshot;
    }

    private static async Task RestoreAsync(IObjectStore store, Dictionary<string, byte[]> snapshot)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync("", null, default))
        {
            keys.Add(entry.Key);
        }

        await store.DeleteAsync(keys, default);
        foreach (var (key, content) in snapshot)
        {
            await store.WriteAsync(key, content, PutCondition.Always, default);
        }
    }
}
