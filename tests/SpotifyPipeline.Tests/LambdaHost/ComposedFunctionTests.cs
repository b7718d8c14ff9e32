using System.Globalization;
using System.Text;
using System.Text.Json;
using LambdaHost;
using LambdaHost.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The functions as the program composes them, over a simulated Spotify; only the bucket is in memory.</summary>
[CancelAfter(120_000)]
internal sealed class ComposedFunctionTests
{
    [Test]
    public async Task Events_of_an_extraction_become_tables()
    {
        await using var stack = await Stack.StartAsync();
        var extract = await stack.CallAsync("extract", """{"version":"0","detail-type":"Scheduled Event"}""");
        var documents = extract.GetProperty("documents").EnumerateArray().Select(d => d.GetString()!).ToList();
        foreach (var key in documents)
        {
            await stack.CallAsync("transform", S3Event(key, "01"));
        }

        var files = await stack.ContentsAsync("curated/");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(extract.GetProperty("outcome").GetString(), Is.EqualTo("done"));
            Assert.That(documents, Has.Count.EqualTo(stack.Spotify.PlaylistIds.Count));
            Assert.That(files.Keys, Has.Some.StartsWith("curated/songs/").And.Some.StartsWith("curated/playlist_items/"));
            Assert.That(await stack.ContentsAsync("raw/pending/"), Is.Empty);
        }
    }

    [Test]
    public async Task Duplicate_reordered_and_late_events_change_no_byte()
    {
        await using var stack = await Stack.StartAsync();
        var documents = (await stack.CallAsync("extract", "{}")).GetProperty("documents").EnumerateArray().Select(d => d.GetString()!).ToList();
        var events = documents.Select((key, i) => S3Event(key, i.ToString("X4", CultureInfo.InvariantCulture))).ToList();
        foreach (var one in events)
        {
            await stack.CallAsync("transform", one);
        }

        var inOrder = await stack.ContentsAsync("curated/");
        foreach (var one in events.AsEnumerable().Reverse().Concat(events).Concat(documents.Select(key => S3Event(key, "0000"))).Append(S3Event(documents[0], "FFFF")))
        {
            await stack.CallAsync("transform", one);
        }

        Assert.That(await stack.ContentsAsync("curated/"), Is.EqualTo(inOrder));
    }

    [Test]
    public async Task Sweep_transforms_what_no_event_brought()
    {
        await using var stack = await Stack.StartAsync();
        await stack.CallAsync("extract", "{}");
        var swept = await stack.CallAsync("transform-pending", "{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(swept.GetProperty("documents").GetInt32(), Is.EqualTo(stack.Spotify.PlaylistIds.Count));
            Assert.That(swept.GetProperty("rows").GetProperty("songs").GetInt64(), Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task Back_fill_transforms_whatever_a_raw_prefix_holds()
    {
        await using var stack = await Stack.StartAsync();
        await stack.CallAsync("extract", "{}");
        await stack.Store.WriteAsync("raw/pending/bare/bad.json", Encoding.UTF8.GetBytes("<html>"), PutCondition.Always, default);
        var listed = (await stack.ContentsAsync("raw/pending/")).Keys.ToArray();
        var run = await StateMachineTests.AskAsync(StateMachineTests.Definition(), new { mode = "backfill", prefix = "raw/pending/" }, listings: new() { ["Backfill"] = listed });
        var batches = run.GetProperty("calls").EnumerateArray().Where(c => c.GetProperty("state").GetString() == "TransformBatch").Select(c => c.GetProperty("input").GetRawText()).ToList();

        foreach (var batch in batches.Concat(batches))
        {
            await stack.CallAsync("transform", batch);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed, Has.Some.EndsWith("/page-00000.json"), "pages are listed too, and are no documents");
            Assert.That(await stack.ContentsAsync("raw/pending/"), Is.Empty);
            Assert.That((await stack.ContentsAsync("raw/processed/")).Keys.Count(k => k.EndsWith("manifest.json", StringComparison.Ordinal)), Is.EqualTo(stack.Spotify.PlaylistIds.Count));
            Assert.That((await stack.ContentsAsync("raw/quarantine/")).Keys, Has.Some.EqualTo("raw/quarantine/bare/bad.json"));
            Assert.That((await stack.ContentsAsync("curated/playlists/")).Count, Is.EqualTo(stack.Spotify.PlaylistIds.Count));
        }
    }

    [Test]
    public async Task Catalog_task_names_the_tables_and_the_crawler()
    {
        await using var stack = await Stack.StartAsync(("LambdaHost:Crawler", "stack"));
        await stack.CallAsync("extract", "{}");
        await stack.CallAsync("transform-pending", "{}");
        var catalog = await stack.CallAsync("catalog", "{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(catalog.GetProperty("crawler").GetString(), Is.EqualTo("stack"));
            Assert.That(catalog.GetProperty("tables").EnumerateArray().Select(t => t.GetString()), Has.Some.EqualTo("songs"));
        }
    }

    [Test]
    public async Task Document_that_is_no_json_is_told_and_the_rest_of_the_event_is_done()
    {
        await using var stack = await Stack.StartAsync();
        await stack.Store.WriteAsync("raw/pending/bare/bad.json", Encoding.UTF8.GetBytes("<html>"), PutCondition.Always, default);
        await stack.CallAsync("extract", "{}");
        var good = await stack.FirstAsync("raw/pending/playlist/");
        var answer = await stack.CallAsync("transform", $$"""{"Records":[{{Record("raw/pending/bare/bad.json", "01")}},{{Record(good, "02")}}]}""");
        Assert.That(answer.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("outcome").GetString()), Is.EqualTo(new[] { "quarantined", "transformed" }));
    }

    [Test]
    public async Task Log_lines_and_metrics_are_json_that_names_function_call_and_run()
    {
        await using var stack = await Stack.StartAsync();
        await stack.CallAsync("extract", "{}");
        await stack.CallAsync("transform-pending", "{}");
        var metrics = stack.Lines.Where(l => l.TryGetProperty("_aws", out _)).ToList();
        JsonElement? Metric(string name) => metrics.Select(m => m.TryGetProperty(name, out var value) ? value : (JsonElement?)null).FirstOrDefault(v => v is not null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics, Is.Not.Empty);
            Assert.That(metrics.Select(m => m.GetProperty("function").GetString()).Distinct(), Is.EquivalentTo(new[] { "stack-extract", "stack-transform-pending" }));
            Assert.That(Metric("spotify_pipeline.documents_extracted")!.Value.GetInt64(), Is.EqualTo(stack.Spotify.PlaylistIds.Count));
            Assert.That(Metric("spotify_pipeline.documents_transformed")!.Value.GetInt64(), Is.EqualTo(stack.Spotify.PlaylistIds.Count));
            Assert.That(metrics.Where(m => m.TryGetProperty("table", out var table) && table.GetString() == "songs").Select(m => m.GetProperty("spotify_pipeline.rows_written").GetInt64()), Has.Some.GreaterThan(0));
        }
    }

    [Test]
    public void Unknown_handler_is_refused_at_the_start() => Assert.That(
        async () => await Stack.StartAsync().ContinueWith(async stack => await (await stack).CallAsync("extrakt", "{}"), TaskScheduler.Default).Unwrap(),
        Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("transform-pending"));

    [Test]
    public async Task Event_that_is_no_json_object_is_refused_with_what_was_expected()
    {
        await using var stack = await Stack.StartAsync();
        Assert.That(async () => await stack.CallAsync("transform", "[1]"), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("README"));
    }

    private static string S3Event(string key, string sequencer) => $$"""{"Records":[{{Record(key, sequencer)}}]}""";

    private static string Record(string key, string sequencer) =>
        $$$$"""{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"lake"},"object":{"key":"{{{{System.Net.WebUtility.UrlEncode(key)}}}}","sequencer":"{{{{sequencer}}}}"}}}""";

    /// <summary>All functions of a stack over one bucket, each composed when it is first called.</summary>
    private sealed class Stack : IAsyncDisposable
    {
        private readonly Dictionary<string, Function> _functions = [];
        private readonly MemoryStream _output = new();
        private readonly (string Name, string Value)[] _settings;
        private int _calls;

        private Stack(SpotifySimulator spotify, MovableClock clock, (string Name, string Value)[] settings)
        {
            Spotify = spotify;
            Clock = clock;
            Store = new MemoryObjectStore(new MemoryObjectStore.Place(), clock);
            _settings = settings;
        }

        public SpotifySimulator Spotify { get; }

        public MovableClock Clock { get; }

        public IObjectStore Store { get; }

        public IEnumerable<JsonElement> Lines => Encoding.UTF8.GetString(_output.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement);

        public static async Task<Stack> StartAsync(params (string Name, string Value)[] settings)
        {
            var clock = new MovableClock(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero));
            var spotify = await SpotifySimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, ItemsPerPlaylist = 120, AvailableMarkets = 2 });
            return new Stack(spotify, clock, settings);
        }

        public async Task<JsonElement> CallAsync(string handler, string payload)
        {
            if (!_functions.TryGetValue(handler, out var function))
            {
                _functions[handler] = function = Start(handler);
            }

            var call = new Invocation($"request-{++_calls}", Clock.Now.AddMinutes(15), "", null, Encoding.UTF8.GetBytes(payload));
            var answer = await function.HandleAsync(call, default);
            return JsonDocument.Parse(answer).RootElement;
        }

        public async Task<SortedDictionary<string, string>> ContentsAsync(string prefix)
        {
            var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
            await foreach (var entry in Store.ListAsync(prefix, null, default))
            {
                contents.Add(entry.Key, Convert.ToBase64String((await Store.ReadAsync(entry.Key, default))!.Content.Span));
            }

            return contents;
        }

        public async Task<string> FirstAsync(string prefix) => (await ContentsAsync(prefix)).Keys.First(key => key.EndsWith("manifest.json", StringComparison.Ordinal));

        public async ValueTask DisposeAsync()
        {
            foreach (var function in _functions.Values)
            {
                await function.DisposeAsync();
            }

            await Spotify.DisposeAsync();
        }

        private Function Start(string handler)
        {
            var settings = new Dictionary<string, string?>
            {
                ["SpotifyPipeline:Aws:Bucket"] = "lake",
                ["SpotifyPipeline:Aws:Region"] = "eu-central-1",
                ["SpotifyPipeline:Spotify:ClientId"] = Spotify.ClientId,
                ["SpotifyPipeline:Spotify:ClientSecret"] = Spotify.ClientSecret,
                ["SpotifyPipeline:Spotify:RefreshToken"] = Spotify.RefreshToken,
                ["SpotifyPipeline:Spotify:ApiBaseAddress"] = Spotify.ApiBaseAddress.AbsoluteUri,
                ["SpotifyPipeline:Spotify:AccountsBaseAddress"] = Spotify.AccountsBaseAddress.AbsoluteUri,
                ["LambdaHost:Playlists"] = string.Join(", ", Spotify.PlaylistIds),
            };
            foreach (var (name, value) in _settings)
            {
                settings[name] = value;
            }

            var services = Composition.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), null, _output, pipeline =>
            {
                pipeline.Services.AddSingleton<TimeProvider>(Clock);
                pipeline.UseStore(_ => Store).UseCatalog((_, scope) => new LakeTableCatalog(scope.Store, Clock));
            });
            return Function.Compose(services, handler, "stack-" + handler, _output);
        }
    }
}
