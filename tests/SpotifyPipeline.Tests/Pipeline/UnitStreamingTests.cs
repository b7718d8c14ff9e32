using SpotifyPipeline.Formats;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Storage;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>Documents are read ahead on several threads, and rows leave in row groups of 50 while the unit goes on.</summary>
public class UnitStreamingTests
{
    private static readonly ParquetFormat SmallGroups = new(new ParquetFormatOptions { RowGroupSize = 50 });

    [Test]
    public async Task Files_have_the_same_bytes_for_any_number_of_threads()
    {
        var raw = await ExtractedAsync();
        var one = await TransformedAsync(raw, 1);

        foreach (var threads in (int[])[2, 3, 16])
        {
            Assert.That(await TransformedAsync(raw, threads), Is.EqualTo(one), $"{threads} threads");
        }

        Assert.That(one.Keys.Where(k => k.Contains("/playlist_items/", StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public async Task Rows_that_stream_out_are_those_that_wait_for_the_end()
    {
        var raw = await ExtractedAsync();
        await using var streaming = await LakeAsync(raw, 2, b => b.UseFormat(SmallGroups));
        await using var waiting = await LakeAsync(raw, 2, b => b.UseFormat(SmallGroups).ConfigureTable("songs", t => t.Add("is_collaboration")));

        var report = await streaming.Pipeline.TransformPendingAsync();
        await waiting.Pipeline.TransformPendingAsync();

        // An enrichment needs the credits when the unit ends, so that there they cannot stream.
        var credits = await streaming.ContentsAsync("curated/song_artists/");
        Assert.That(report.Transform!.Tables.Single(t => t.Name == "song_artists").Written, Is.GreaterThan(100));
        Assert.That(await waiting.ContentsAsync("curated/song_artists/"), Is.EqualTo(credits));
        Assert.That(await waiting.ContentsAsync("curated/playlist_items/"), Is.EqualTo(await streaming.ContentsAsync("curated/playlist_items/")));
    }

    [Test]
    public async Task A_crash_at_every_single_step_with_rows_on_their_way_loses_nothing_and_doubles_nothing()
    {
        var raw = await ExtractedAsync();
        var expected = await TransformedAsync(raw, 2);
        for (var step = 0; ; step++)
        {
            var store = new FailingStore(new MemoryObjectStore());
            await using var lake = await LakeAsync(raw, 2, b => b.UseFormat(SmallGroups), store);
            store.FailAfter(step);
            try
            {
                await lake.Pipeline.TransformPendingAsync();
                Assert.That(step, Is.GreaterThan(20));
                return;
            }
            catch (IOException)
            {
                store.Recover();
            }

            await lake.Pipeline.TransformPendingAsync();
            Assert.That(await lake.ContentsAsync("curated/"), Is.EqualTo(expected), $"after a crash at step {step}");
        }
    }

    [Test]
    public async Task A_unit_that_begins_again_leaves_nothing_of_the_rows_that_had_streamed_out()
    {
        var raw = await ExtractedAsync();
        var documents = raw.Keys.Where(k => k.EndsWith("manifest.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var refused = documents[^1];
        await using var lake = await LakeAsync(raw, 2, b => b.UseFormat(SmallGroups).AddTransformer(new Fussy(refused)));
        await using var without = await LakeAsync(raw, 2, b => b.UseFormat(SmallGroups).AddTransformer(new Fussy("nothing")));
        await without.Store.DeleteAsync([.. raw.Keys.Where(k => k.StartsWith(refused[..(refused.LastIndexOf('/') + 1)], StringComparison.Ordinal))], default);

        var report = await lake.Pipeline.TransformPendingAsync();
        var fewer = await without.Pipeline.TransformPendingAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.PartlyDone));
        Assert.That(report.Transform!.Quarantined.Single().Reason, Does.Contain("too new for me"));
        Assert.That(report.Transform.Tables.Select(t => (t.Name, t.Observed, t.Written)), Is.EqualTo(fewer.Transform!.Tables.Select(t => (t.Name, t.Observed, t.Written))));
        Assert.That(Hashes(await lake.ContentsAsync("curated/")), Is.EqualTo(Hashes(await without.ContentsAsync("curated/"))), "only the unit's name differs");
    }

    private static IEnumerable<string> Hashes(SortedDictionary<string, string> contents) => contents.Values.Order(StringComparer.Ordinal);

    private static async Task<Dictionary<string, byte[]>> ExtractedAsync()
    {
        await using var lake = await TestLake.CreateAsync();
        await lake.Pipeline.ExtractAsync();
        var raw = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var entry in lake.Store.ListAsync("raw/", null, default))
        {
            raw.Add(entry.Key, (await lake.Store.ReadAsync(entry.Key, default))!.Content.ToArray());
        }

        return raw;
    }

    private static async Task<TestLake> LakeAsync(Dictionary<string, byte[]> raw, int threads, Action<SpotifyPipelineBuilder> configure, IObjectStore? store = null)
    {
        var lake = await TestLake.CreateAsync(store: store, configure: b => configure(b.Configure(o => o.Lake.MaxDegreeOfParallelism = threads)));
        foreach (var (key, content) in raw)
        {
            await lake.Store.WriteAsync(key, content, PutCondition.Always, default);
        }

        return lake;
    }

    private static async Task<SortedDictionary<string, string>> TransformedAsync(Dictionary<string, byte[]> raw, int threads)
    {
        await using var lake = await LakeAsync(raw, threads, b => b.UseFormat(SmallGroups));
        await lake.Pipeline.TransformPendingAsync();
        return await lake.ContentsAsync("curated/");
    }

    /// <summary>Comes after the built-in tables have taken a document, and refuses one.</summary>
    private sealed class Fussy(string refused) : ITransformer<string>
    {
        public TableDefinition<string> Table { get; } = new TableDefinitionBuilder<string>("documents").String("key", key => key, isKey: true).Build();

        public IEnumerable<string> Transform(RawDocument document) =>
            document.Key == refused ? throw new InvalidOperationException("too new for me") : [document.Key];
    }
}
