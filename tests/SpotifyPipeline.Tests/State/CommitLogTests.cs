using SpotifyPipeline.State;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class CommitLogTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private MemoryObjectStore _store = new();
    private CommitLog _log = null!;

    [SetUp]
    public void MakeLog()
    {
        _store = new MemoryObjectStore();
        _log = new CommitLog(_store, "state/");
    }

    [Test]
    public async Task First_claim_of_a_document_holds_for_ever()
    {
        Assert.That(await _log.FindOwnerAsync("playlist/x/run", default), Is.Null);
        Assert.That(await _log.ClaimAsync("playlist/x/run", "u1", default), Is.EqualTo("u1"));
        Assert.That(await _log.ClaimAsync("playlist/x/run", "u2", default), Is.EqualTo("u1"));
        Assert.That(await _log.ClaimAsync("playlist/x/run", "u1", default), Is.EqualTo("u1"), "delivered again");
        Assert.That(await _log.FindOwnerAsync("playlist/x/run", default), Is.EqualTo("u1"));
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "state/commits/playlist/x/run.json" }));
    }

    [Test]
    public async Task Claim_whose_reply_was_lost_is_its_own()
    {
        var store = new UnreliableStore(_store) { LostReplies = { 1 } };

        Assert.That(await new CommitLog(store, "state/").ClaimAsync("doc", "u1", default), Is.EqualTo("u1"));
    }

    [Test]
    public async Task Sixteen_claimants_agree_on_one_owner()
    {
        var owners = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => _log.ClaimAsync("doc", "u" + i, default))));

        Assert.That(owners.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _log.FindOwnerAsync("doc", default), Is.EqualTo(owners[0]));
    }

    [Test]
    public async Task Record_of_a_unit_that_was_opened_first_counts()
    {
        await _log.OpenUnitAsync(Unit("u1", "a", "b"), default);

        var (second, _) = await _log.OpenUnitAsync(Unit("u1", "a", "b", "c"), default);

        Assert.That(second.Documents, Is.EqualTo(new[] { "a", "b" }));
        Assert.That((await _log.FindUnitAsync("u1", default))!.Documents, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(await _log.FindUnitAsync("u2", default), Is.Null);
    }

    [Test]
    public async Task Completed_unit_names_its_outputs_and_may_be_completed_again()
    {
        await _log.OpenUnitAsync(Unit("u1", "a", "b"), default);
        await _log.CompleteAsync(Unit("u1", "a") with { Outputs = [new("curated/songs/u1.parquet", 12, 3_400)] }, default);
        await _log.CompleteAsync(Unit("u1", "a") with { Outputs = [new("curated/songs/u1.parquet", 12, 3_500)] }, default);

        var record = await _log.FindUnitAsync("u1", default);
        Assert.That(record!.IsComplete);
        Assert.That(record.SnapshotDate, Is.EqualTo(Day));
        Assert.That(record.Documents, Is.EqualTo(new[] { "a" }));
        Assert.That(record.Outputs, Is.EqualTo(new[] { new UnitOutput("curated/songs/u1.parquet", 12, 3_500) }));
        Assert.That((await _log.OpenUnitAsync(Unit("u1", "a", "b"), default)).Record.IsComplete, "opening it again leaves it complete");
    }

    [Test]
    public async Task New_unit_is_completed_without_a_look_unless_somebody_else_was_there()
    {
        var (_, version) = await _log.OpenUnitAsync(Unit("u1", "a"), default);
        Assert.That((await _log.OpenUnitAsync(Unit("u1", "a"), default)).NewVersion, Is.Null, "it is not new to the second one");

        Assert.That(await _log.TryCompleteNewAsync(Unit("u1", "a") with { Outputs = [new("one.parquet", 1, 1)] }, version!, default));
        Assert.That(await _log.TryCompleteNewAsync(Unit("u1", "a") with { Outputs = [new("two.parquet", 2, 2)] }, version!, default), Is.False);

        var record = (await _log.FindUnitAsync("u1", default))!;
        Assert.That((record.IsComplete, record.Outputs.Single().Key), Is.EqualTo((true, "one.parquet")));
    }

    [Test]
    public void Unit_that_was_never_opened_cannot_be_completed() => Assert.That(
        async () => await _log.CompleteAsync(Unit("u1", "a"), default),
        Throws.InvalidOperationException.With.Message.Contains("never opened"));

    private static UnitRecord Unit(string name, params string[] documents) => new(name, Day, documents, [], false);

    private async Task<List<string>> KeysAsync() => await _store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync();
}
