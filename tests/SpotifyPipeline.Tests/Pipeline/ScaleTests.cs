using System.Globalization;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Raw;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>What a document costs, counted in operations: the same for the first as for the millionth. docs/scale.md quotes it.</summary>
public class ScaleTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    // SPOTIFYPIPELINE_SCALE=1000000 sends so many documents through the claims too; planner and layout always get a million.
    private static readonly int Claimed = int.TryParse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_SCALE"), CultureInfo.InvariantCulture, out var n) ? n : 20_000;

    [Test]
    public void A_million_documents_are_planned_into_units_of_even_size_with_a_file_a_table_each()
    {
        const int Documents = 1_000_000;
        const long DocumentBytes = 2 << 20;
        const long UnitBytes = 1L << 30;
        var candidates = Enumerable.Range(0, Documents).Select(i => new UnitPlanner.Candidate(Name(i), Day, DocumentBytes));

        var units = UnitPlanner.Plan(candidates, UnitBytes);

        var keys = units.SelectMany(u => BuiltInTables.All.Select(t => LakeLayout.Hive.DataFileKey(t.Name, Day, u.Name, ".parquet"))).ToHashSet(StringComparer.Ordinal);
        Assert.That(units.Sum(u => u.Documents.Count), Is.EqualTo(Documents));
        Assert.That(units.SkipLast(1).Select(u => u.Documents.Count), Is.All.EqualTo(UnitBytes / DocumentBytes));
        Assert.That(units.Select(u => u.Name).Distinct().Count(), Is.EqualTo(units.Count));
        Assert.That(keys, Has.Count.EqualTo(units.Count * BuiltInTables.All.Count));
        Assert.That(keys.Max(k => k.Length), Is.LessThan(120));
    }

    [Test]
    public async Task Every_document_costs_the_same_number_of_requests_however_many_there_are()
    {
        var few = await RequestsAsync(Claimed / 10);
        var many = await RequestsAsync(Claimed);

        // A look for an owner and the claim itself; the unit's record and its reading are shared by its documents.
        Assert.That(many.Reads / (double)Claimed, Is.EqualTo(few.Reads / (Claimed / 10.0)).Within(0.01));
        Assert.That(many.Writes / (double)Claimed, Is.EqualTo(few.Writes / (Claimed / 10.0)).Within(0.01));
        Assert.That((many.Reads + many.Writes) / (double)Claimed, Is.LessThan(3.1));
        Assert.That(many.Lists, Is.Zero);
    }

    [Test]
    public async Task Coming_back_costs_one_look_a_document_and_no_write()
    {
        var store = new CountingStore();
        var claims = new UnitClaims(new CommitLog(store, "state/"));
        var candidates = Candidates(2000);
        await claims.ClaimAllAsync(candidates, 100 * 1000, default);
        var (reads, written) = (store.Reads, store.Written);

        await claims.ClaimAllAsync(candidates, 100 * 1000, default);

        Assert.That((store.Reads - reads) / 2000.0, Is.LessThan(3.1));
        Assert.That(store.Written - written, Is.Zero, "what is claimed is claimed");
    }

    [Test]
    public async Task A_document_more_in_a_unit_costs_always_as_many_requests_more()
    {
        var (ten, twenty, forty) = (await TransformRequestsAsync(10), await TransformRequestsAsync(20), await TransformRequestsAsync(40));

        TestContext.Out.WriteLine($"10 documents {ten} requests, 20 {twenty}, 40 {forty}: {(forty - twenty) / 20.0} a document of one page");
        Assert.That((twenty - ten) / 10.0, Is.EqualTo((forty - twenty) / 20.0).Within(0.2));
        Assert.That((forty - twenty) / 20.0, Is.LessThan(16));
    }

    [Test]
    public async Task An_event_of_a_new_bare_document_reads_it_once_and_besides_only_catalog_and_radar()
    {
        var store = new CountingStore();
        await using var lake = await TestLake.CreateAsync(store: store);
        await store.WriteAsync("raw/pending/bare/first.json", Page("t1"), PutCondition.Always, default);
        await store.WriteAsync("raw/pending/bare/second.json", Page("t2"), PutCondition.Always, default);
        await lake.Pipeline.TransformAsync("raw/pending/bare/first.json");
        var before = store.ReadKeys.Count;

        await lake.Pipeline.TransformAsync("raw/pending/bare/second.json");

        var read = store.ReadKeys.Skip(before).Where(k => !k.StartsWith("catalog/", StringComparison.Ordinal));
        Assert.That(read, Is.EquivalentTo(new[] { "raw/pending/bare/second.json", "state/drift/bare-unknown.json" }));
    }

    private static byte[] Page(string track) => System.Text.Encoding.UTF8.GetBytes("""{"items":[{"track":{"id":"T","artists":[{"id":"a"}]}}]}""".Replace("T", track, StringComparison.Ordinal));

    private static async Task<int> TransformRequestsAsync(int documents)
    {
        var store = new CountingStore();
        await using var lake = await TestLake.CreateAsync(store: store);
        var raw = new RawZone(store, LakeLayout.Hive, TimeProvider.System, 1 << 20);
        for (var i = 0; i < documents; i++)
        {
            var writer = raw.Begin(new RawManifest { Source = "playlist", Id = $"pl{i:D4}", RunId = "20261120T091223Z-4f2a9c", ExtractedAt = DateTimeOffset.UnixEpoch, SnapshotDate = Day });
            await writer.AddPageAsync(Page($"t{i}"), 0, null, default);
            await writer.CommitAsync(RawStatus.Complete, null, default);
        }

        var before = store.All;
        var report = await lake.Pipeline.TransformPendingAsync();
        Assert.That(report.Transform!.Documents, Is.EqualTo(documents));
        return store.All - before;
    }

    private static async Task<CountingStore> RequestsAsync(int documents)
    {
        var store = new CountingStore();
        var units = await new UnitClaims(new CommitLog(store, "state/")).ClaimAllAsync(Candidates(documents), 500 * 1000, default);
        Assert.That(units.Sum(u => u.Documents.Count), Is.EqualTo(documents));
        Assert.That(units, Has.Count.EqualTo(documents / 500));
        return store;
    }

    private static List<UnitPlanner.Candidate> Candidates(int count) => [.. Enumerable.Range(0, count).Select(i => new UnitPlanner.Candidate(Name(i), Day, 1000))];

    private static DocumentName Name(int number) => DocumentName.Of("playlist", string.Create(CultureInfo.InvariantCulture, $"id{number:D20}"), "20261120T091223Z-4f2a9c");

    /// <summary>Counts requests, as a bucket would bill them: a move is a copy and a delete.</summary>
    private sealed class CountingStore : IObjectStore
    {
        private readonly MemoryObjectStore _inner = new();
        private int _reads;
        private int _writes;
        private int _written;
        private int _lists;
        private int _deletes;

        public int Reads => _reads;

        public int Writes => _writes;

        public int Written => _written;

        public int Lists => _lists;

        public int All => _reads + _writes + _lists + _deletes;

        public System.Collections.Concurrent.ConcurrentQueue<string> ReadKeys { get; } = [];

        public string GetLocation(string key) => key;

        public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            ReadKeys.Enqueue(key);
            return _inner.OpenReadAsync(key, range, cancellationToken);
        }

        public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _writes);
            var version = await _inner.PutAsync(key, content, condition, cancellationToken);
            Interlocked.Add(ref _written, version is null ? 0 : 1);
            return version;
        }

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _lists);
            return _inner.ListAsync(prefix, startAfter, cancellationToken);
        }

        public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _writes);
            return _inner.CopyAsync(sourceKey, destinationKey, cancellationToken);
        }

        public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _deletes);
            return _inner.DeleteAsync(keys, cancellationToken);
        }
    }
}
