using System.Globalization;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

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

    /// <summary>A store of which only the keys and small contents matter, and that counts its requests.</summary>
    private sealed class CountingStore : IObjectStore
    {
        private readonly Dictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
        private int _written;

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public int Lists { get; private set; }

        public int Written => _written;

        public string GetLocation(string key) => key;

        public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
        {
            lock (_objects)
            {
                Reads++;
                return Task.FromResult(_objects.TryGetValue(key, out var bytes)
                    ? new StoredObject(new ObjectEntry(key, bytes.Length, DateTimeOffset.UnixEpoch, "1"), new MemoryStream(bytes))
                    : null);
            }
        }

        public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken);
            lock (_objects)
            {
                Writes++;
                if (!_objects.TryAdd(key, bytes.ToArray()))
                {
                    return null;
                }

                _written++;
                return "1";
            }
        }

        public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Lists++;
            await Task.CompletedTask;
            yield break;
        }

        public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
