using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.State;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>Who transforms which document when several try, and some die: each document is in one unit, and in the same one for everybody.</summary>
[TestFixture]
public sealed class UnitClaimsTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private MemoryObjectStore.Place _place = new();

    [SetUp]
    public void MakePlace() => _place = new MemoryObjectStore.Place();

    [Test]
    public async Task Racing_transformers_with_overlapping_batches_see_the_same_members()
    {
        for (var round = 0; round < 20; round++)
        {
            _place = new MemoryObjectStore.Place();
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
                Claims(Store()).ClaimAsync(Plan("u" + i, Enumerable.Range(i * 10, 30)), default))));

            AssertEachDocumentOnce(results, expected: 60);
        }
    }

    [Test]
    public async Task Crash_at_any_write_leaves_claims_that_the_next_one_completes()
    {
        var whole = new FailingStore(Store());
        await Claims(whole).ClaimAsync(Plan("u1", Enumerable.Range(0, 12)), default);
        for (var made = 0; made < whole.Changes; made++)
        {
            _place = new MemoryObjectStore.Place();
            var dying = new FailingStore(Store());
            dying.FailAfter(made);
            Assert.That(
                async () => await Claims(dying).ClaimAsync(Plan("u1", Enumerable.Range(0, 12)), default),
                Throws.InstanceOf<IOException>());

            // Another transformer comes with a batch that overlaps; then the first batch is delivered again.
            var other = await Claims(Store()).ClaimAsync(Plan("u2", Enumerable.Range(6, 12)), default);
            var again = await Claims(Store()).ClaimAsync(Plan("u1", Enumerable.Range(0, 12)), default);

            AssertEachDocumentOnce([other, again], expected: 18);
        }
    }

    [Test]
    public async Task Lost_replies_change_nothing()
    {
        var store = new UnreliableStore(Store());
        store.LostReplies.UnionWith(Enumerable.Range(1, 40).Where(i => i % 3 == 1));

        var units = await Claims(store).ClaimAsync(Plan("u1", Enumerable.Range(0, 30)), default);

        Assert.That(units.Single().Documents, Has.Count.EqualTo(30));
        AssertEachDocumentOnce([units], expected: 30);
    }

    [Test]
    public async Task Completed_unit_is_given_again_with_its_members_and_no_new_ones()
    {
        var claims = Claims(Store());
        var first = (await claims.ClaimAsync(Plan("u1", Enumerable.Range(0, 3)), default)).Single();
        await claims.CompleteAsync(first, [], default);

        var units = await Claims(Store()).ClaimAsync(Plan("u2", Enumerable.Range(0, 4)), default);

        Assert.That(units.Single(unit => unit.Name == "u1").Documents, Is.EqualTo(first.Documents));
        Assert.That(units.Single(unit => unit.Name == "u2").Documents.Select(document => document.Tail), Is.EqualTo(new[] { "d003.json" }));
    }

    [Test]
    public async Task Claims_of_a_large_batch_are_under_way_together()
    {
        // The writes of the claims wait for each other: one after the other would never end.
        const int Together = 8;
        var underWay = 0;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new UnreliableStore(Store());
        await new CommitLog(store, "state/").OpenUnitAsync(new UnitRecord("u1", Day, [.. Enumerable.Range(0, 200).Select(i => "bare:" + Name(i).Tail)], [], false), default);
        store.BeforePut = () =>
        {
            // The first write opens the unit, which exists already.
            if (Interlocked.Increment(ref underWay) == Together + 1)
            {
                reached.SetResult();
            }

            return underWay == 1 ? Task.CompletedTask : reached.Task;
        };

        var units = await Claims(store).ClaimAsync(Plan("u1", Enumerable.Range(0, 200)), default);

        Assert.That(units.Single().Documents, Has.Count.EqualTo(200));
    }

    private static void AssertEachDocumentOnce(IReadOnlyList<IReadOnlyList<UnitPlan>> results, int expected)
    {
        var units = new Dictionary<string, IReadOnlyList<DocumentName>>();
        foreach (var unit in results.SelectMany(result => result))
        {
            if (!units.TryAdd(unit.Name, unit.Documents))
            {
                Assert.That(unit.Documents, Is.EqualTo(units[unit.Name]), $"the members of {unit.Name}, seen by two");
            }
        }

        var documents = units.Values.SelectMany(members => members).ToList();
        Assert.That(documents, Is.Unique);
        Assert.That(documents, Has.Count.EqualTo(expected));
    }

    private MemoryObjectStore Store() => new(_place);

    private static UnitClaims Claims(IObjectStore store) => new(new CommitLog(store, "state/"));

    private static DocumentName Name(int number) => new($"d{number:000}.json", true);

    private static UnitPlan Plan(string name, IEnumerable<int> documents) => new(name, Day, [.. documents.Select(Name)]);
}
