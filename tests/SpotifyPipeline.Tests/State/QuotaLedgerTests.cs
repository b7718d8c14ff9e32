using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class QuotaLedgerTests
{
    private readonly MovableClock _clock = new(DateTimeOffset.UnixEpoch);
    private MemoryObjectStore _store = new();
    private QuotaLedger _ledger = null!;

    [SetUp]
    public void MakeLedger()
    {
        _clock.Now = new DateTimeOffset(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);
        _store = new MemoryObjectStore();
        _ledger = new QuotaLedger(_store, "state/", _clock);
    }

    [Test]
    public async Task Calls_are_summed_by_family_and_account()
    {
        await AddAsync(("playlists", 3), ("albums", 1));
        await AddAsync(("playlists", 4));
        await _ledger.AddAsync("other", new Dictionary<string, long> { ["playlists"] = 100 }, default);

        Assert.That(await _ledger.ReadAsync("account", default), Is.EqualTo(new Dictionary<string, long> { ["albums"] = 1, ["playlists"] = 7 }));
        Assert.That(await _ledger.ReadAsync("nobody", default), Is.Empty);
    }

    [Test]
    public async Task Hour_counts_while_any_of_its_minutes_lies_within_the_last_day()
    {
        await AddAsync(("playlists", 5));
        _clock.Now += TimeSpan.FromHours(10);
        await AddAsync(("playlists", 7));

        _clock.Now = new DateTimeOffset(2026, 11, 21, 9, 59, 59, TimeSpan.Zero);
        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(12), "a call at 09:59:59 the day before may have been one of them");
        _clock.Now = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(7));
        _clock.Now += TimeSpan.FromHours(24);
        Assert.That(await _ledger.ReadAsync("account", default), Is.Empty);
    }

    [Test]
    public async Task File_does_not_grow_with_the_days()
    {
        for (var i = 0; i < 100; i++)
        {
            await AddAsync(("playlists", 1));
            _clock.Now += TimeSpan.FromHours(1);
        }

        _clock.Now -= TimeSpan.FromHours(1);
        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(25));
        var text = System.Text.Encoding.UTF8.GetString((await _store.ReadAsync("state/quota/account.json", default))!.Content.Span);
        Assert.That(text.Split("\"playlists\"").Length - 1, Is.EqualTo(25));
    }

    [Test]
    public async Task Racing_writers_lose_no_call()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            for (var call = 0; call < 5; call++)
            {
                await AddAsync((i % 2 == 0 ? "playlists" : "albums", 1));
            }
        });

        Assert.That(await _ledger.ReadAsync("account", default), Is.EqualTo(new Dictionary<string, long> { ["albums"] = 40, ["playlists"] = 40 }));
    }

    [Test]
    public async Task Clock_that_was_ahead_does_not_count_for_ever_and_one_that_jumps_back_forgets_nothing()
    {
        await AddAsync(("playlists", 1));
        _clock.Now -= TimeSpan.FromHours(3);
        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(1), "made in an hour to come");

        _clock.Now += TimeSpan.FromDays(365);
        await AddAsync(("playlists", 1_000));
        _clock.Now -= TimeSpan.FromDays(365);
        await AddAsync(("playlists", 2));
        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(2), "the year ahead is dropped, and had dropped today");
    }

    [Test]
    public async Task Calls_whose_reply_was_lost_count_once()
    {
        var ledger = new QuotaLedger(new UnreliableStore(_store) { LostReplies = { 1 } }, "state/", _clock);

        await ledger.AddAsync("account", new Dictionary<string, long> { ["playlists"] = 3 }, default);

        Assert.That((await _ledger.ReadAsync("account", default))["playlists"], Is.EqualTo(3));
    }

    [Test]
    public async Task No_calls_write_nothing_and_fewer_than_none_are_refused()
    {
        await AddAsync(("playlists", 0));
        Assert.That(await _store.ListAsync("", null, default).CountAsync(), Is.Zero);
        Assert.That(async () => await AddAsync(("playlists", -1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private Task AddAsync(params (string Family, long Calls)[] calls) =>
        _ledger.AddAsync("account", calls.ToDictionary(each => each.Family, each => each.Calls), default);
}
