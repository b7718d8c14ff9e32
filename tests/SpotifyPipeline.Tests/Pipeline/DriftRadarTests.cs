using System.Text;
using System.Text.Json.Nodes;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline.Drift;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

public class DriftRadarTests
{
    private static readonly TimeProvider Time = new MovableClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task Thirty_days_of_natural_variation_are_quiet([Values] SimulatedAppClass appClass)
    {
        await using var lake = await TestLake.CreateAsync(
            clock => new SimulatorOptions { TimeProvider = clock, AppClass = appClass, ItemsPerPlaylist = 60, SavedTracks = 60, SavedAlbums = 12, AvailableMarkets = 2 },
            configure: b => b.Configure(o =>
            {
                o.Spotify.UserKeySecret = "a secret of at least sixteen letters";
                o.Sources.SavedTracks = true;
                o.Sources.RecentlyPlayed = true;
                o.Sources.Top = true;
            }));
        var raw = new RawZone(lake.Store, LakeLayout.Hive, lake.Clock, 64 << 20);
        for (var day = 0; day < 30; day++)
        {
            lake.Clock.Now += TimeSpan.FromDays(1);
            var run = await lake.Pipeline.ExtractAsync();
            var radar = new DriftRadar(lake.Store, "state/", lake.Clock, run.RunId);
            var looked = 0;
            foreach (var reference in raw.ListPendingAsync(default).ToBlockingEnumerable().ToList())
            {
                radar.Look(reference.Name, (await raw.ReadAsync(reference.Name, null, default))!);
                await raw.MoveToProcessedAsync([reference.Name], 1, default);
                looked++;
            }

            Assert.That((await radar.CompareAsync(default)).Select(f => f.ToString()), Is.Empty, $"day {day}");
            Assert.That(looked, Is.GreaterThan(3));
        }

        Assert.That((await lake.ContentsAsync("state/drift/")).Keys, Has.Some.EqualTo($"state/drift/playlist-{appClass.ToString().ToLowerInvariant()}.json"));
    }

    [Test]
    public async Task New_member_is_named_once_with_its_path_counts_and_a_document()
    {
        var store = await LearnedAsync();

        var findings = await LookAsync(store, "r2", track => track["ai_generated"] = false);

        Assert.That(findings, Is.EqualTo(new[]
        {
            new DriftFinding(DriftKind.New, "playlist", "extended", "${playlist}.items.items[].item{track}.ai_generated", 60, 60, "in at most 0 % of 60 objects", "playlist/p0/r2"),
        }));
        Assert.That(await LookAsync(store, "r3", track => track["ai_generated"] = false), Is.Empty, "news is told once");
    }

    [Test]
    public async Task Missing_member_is_named()
    {
        var store = await LearnedAsync();

        var findings = await LookAsync(store, "r2", track => track.Remove("popularity"));

        Assert.That(findings.Single(), Is.EqualTo(
            new DriftFinding(DriftKind.Missing, "playlist", "extended", "${playlist}.items.items[].item{track}.popularity", 60, 60, "in at least 100 % of 60 objects", "playlist/p0/r2")));
    }

    [Test]
    public async Task Changed_type_is_named_even_of_a_single_value()
    {
        var store = await LearnedAsync();

        var findings = await LookAsync(store, "r2", track => track["duration_ms"] = track["id"]!.GetValue<string>() == "t1-7" ? "PT3M" : 180_000);

        Assert.That(findings.Single(), Is.EqualTo(
            new DriftFinding(DriftKind.TypeChanged, "playlist", "extended", "${playlist}.items.items[].item{track}.duration_ms", 1, 60, "number, now string", "playlist/p1/r2")));
    }

    [Test]
    public async Task Jump_of_the_null_rate_is_named()
    {
        var store = await LearnedAsync();

        var findings = await LookAsync(store, "r2", track => track["preview_url"] = track["id"]!.GetValue<string>().EndsWith('3') ? "https://example.test" : null);

        Assert.That(findings.Single(), Is.EqualTo(
            new DriftFinding(DriftKind.NullRate, "playlist", "extended", "${playlist}.items.items[].item{track}.preview_url", 54, 60, "null in at most 20 % of 60 objects", "playlist/p0/r2")));
        Assert.That(findings[0].ToString(), Does.Contain("is null more often in 54 of 60 objects"));
    }

    [Test]
    public async Task Objects_of_which_a_run_has_few_are_judged_when_there_are_enough()
    {
        var store = new MemoryObjectStore();
        for (var run = 1; run <= 8; run++)
        {
            Assert.That(await LookAsync(store, $"r{run}", _ => { }), Is.Empty);
        }

        // Three playlists a run: the fourth run brings their number to ten or more.
        var findings = new List<DriftFinding>();
        for (var run = 9; run <= 16; run++)
        {
            findings.AddRange(await LookAsync(store, $"r{run}", _ => { }, playlist => playlist["mood"] = "calm"));
        }

        Assert.That(findings.Select(f => (f.Kind, f.Path)), Is.EqualTo(new[] { (DriftKind.New, "${playlist}.mood") }));
    }

    [Test]
    public async Task First_episode_of_a_playlist_is_no_news()
    {
        var store = await LearnedAsync();

        Assert.That(await LookAsync(store, "r2", track =>
        {
            if (track["id"]!.GetValue<string>().EndsWith('4'))
            {
                track["type"] = "episode";
                track["show"] = new JsonObject { ["id"] = "s" };
                track.Remove("popularity");
            }
        }), Is.Empty);
    }

    [Test]
    public async Task Other_app_class_has_a_baseline_of_its_own()
    {
        var store = await LearnedAsync();

        Assert.That(await LookAsync(store, "r2", track => track.Remove("popularity"), appClass: "restricted"), Is.Empty);
    }

    [Test]
    public async Task Damaged_page_and_damaged_baseline_end_nothing()
    {
        var store = await LearnedAsync();
        await store.WriteAsync("state/drift/playlist-extended.json", "{"u8.ToArray(), PutCondition.Always, default);
        var radar = new DriftRadar(store, "state/", Time, "r2");

        radar.Look(DocumentName.Of("playlist", "p", "r2"), Document("p", "r2", "{\"items\": ["u8.ToArray()));
        radar.Look(DocumentName.Of("playlist", "p", "r2"), Document("p", "r2", "[1"u8.ToArray()));
        radar.Look(DocumentName.Of("playlist", "p", "r2"), Document("p", "r2", "{\"a\": 1}"u8.ToArray()));

        Assert.That(await radar.CompareAsync(default), Is.Empty);
    }

    [Test]
    public async Task Of_many_documents_some_are_looked_at()
    {
        var store = new MemoryObjectStore();
        var radar = new DriftRadar(store, "state/", Time, "r1");
        for (var i = 0; i < 1000; i++)
        {
            radar.Look(DocumentName.Of("playlist", $"p{i}", "r1"), Document($"p{i}", "r1", "{\"a\": 1}"u8.ToArray()));
        }

        await radar.CompareAsync(default);

        var baseline = Encoding.UTF8.GetString((await store.ReadAsync("state/drift/playlist-extended.json", default))!.Content.Span);
        Assert.That(JsonNode.Parse(baseline)!["documents"]!.GetValue<int>(), Is.EqualTo(32 + 15));
    }

    [Test]
    public async Task Run_names_what_changed_in_its_report_and_can_be_told_not_to_look()
    {
        var store = new MemoryObjectStore();
        await using (var before = await TestLake.CreateAsync(store: store))
        {
            await ImportAsync(before, "day1", _ => { });
            Assert.That((await before.Pipeline.TransformPendingAsync()).Warnings, Is.Empty);
        }

        await using (var blind = await TestLake.CreateAsync(store: store, configure: b => b.Configure(o => o.Lake.DriftRadar = false)))
        {
            await ImportAsync(blind, "day2", track => track.Remove("popularity"));
            Assert.That((await blind.Pipeline.TransformPendingAsync()).Transform!.SchemaDrift, Is.Empty);
        }

        await using var after = await TestLake.CreateAsync(store: store);
        await ImportAsync(after, "day3", track => track.Remove("popularity"));
        var report = await after.Pipeline.TransformPendingAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(report.Transform!.SchemaDrift.Single(), Has.Property("Kind").EqualTo(DriftKind.Missing).And.Property("Path").Contains("popularity"));
        Assert.That(report.Warnings.Single(), Does.Contain("popularity is missing in 20 of 20 objects").And.Contain("day3"));
        Assert.That(report.ToJson(), Does.Contain("\"schema_drift\": [").And.Contain("\"kind\": \"missing\""));
    }

    private static async Task ImportAsync(TestLake lake, string name, Action<JsonObject> change)
    {
        using var content = new MemoryStream(Playlist("p0", change, null));
        await lake.Pipeline.ImportAsync(name + ".json", content, lake.Clock.Now, default);
    }

    private static async Task<MemoryObjectStore> LearnedAsync()
    {
        var store = new MemoryObjectStore();
        Assert.That(await LookAsync(store, "r1", _ => { }), Is.Empty);
        return store;
    }

    private static Task<IReadOnlyList<DriftFinding>> LookAsync(
        IObjectStore store, string run, Action<JsonObject> changeTrack, Action<JsonObject>? changePlaylist = null, string appClass = "extended")
    {
        var radar = new DriftRadar(store, "state/", Time, run);
        for (var i = 0; i < 3; i++)
        {
            radar.Look(DocumentName.Of("playlist", $"p{i}", run), Document($"p{i}", run, Playlist($"p{i}", changeTrack, changePlaylist), appClass));
        }

        return radar.CompareAsync(default);
    }

    private static byte[] Playlist(string id, Action<JsonObject> changeTrack, Action<JsonObject>? changePlaylist)
    {
        var items = new JsonArray();
        for (var i = 0; i < 20; i++)
        {
            var track = new JsonObject
            {
                ["id"] = $"t{id[1..]}-{i}",
                ["name"] = "n",
                ["type"] = "track",
                ["duration_ms"] = 180_000,
                ["popularity"] = 50,
                ["explicit"] = false,
                ["preview_url"] = i % 5 == 0 ? null : "https://example.test",
                ["external_ids"] = new JsonObject { [i % 7 == 0 ? "upc" : "isrc"] = "x" },
                ["artists"] = new JsonArray(new JsonObject { ["id"] = "a", ["name"] = "n", ["type"] = "artist" }),
            };
            changeTrack(track);
            items.Add(new JsonObject { ["added_at"] = "2026-01-01T00:00:00Z", ["is_local"] = false, ["item"] = track });
        }

        var playlist = new JsonObject { ["id"] = id, ["name"] = "n", ["type"] = "playlist", ["items"] = new JsonObject { ["total"] = 20, ["items"] = items } };
        changePlaylist?.Invoke(playlist);
        return Encoding.UTF8.GetBytes(playlist.ToJsonString());
    }

    private static RawDocument Document(string id, string run, byte[] page, string appClass = "extended")
    {
        var manifest = new RawManifest { Source = "playlist", Id = id, RunId = run, ExtractedAt = Time.GetUtcNow(), SnapshotDate = new DateOnly(2026, 11, 20), AppClass = appClass };
        return new RawDocument($"raw/pending/playlist/{id}/{run}/manifest.json", manifest, [new RawPage(new RawPageEntry("page-00000.json", page.Length, ""), page)]);
    }
}
