using SpotifyPipeline.State;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class LeasesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private MemoryObjectStore _store = new();
    private Leases _one = null!;
    private Leases _other = null!;

    [SetUp]
    public void MakeLeases()
    {
        _store = new MemoryObjectStore();
        _one = new Leases(_store, "state/", _clock, "one");
        _other = new Leases(_store, "state/", _clock, "other");
    }

    [Test]
    public async Task Lease_has_one_holder_until_it_runs_out()
    {
        var first = await _one.TryAcquireAsync("compact", Minute, default);
        Assert.That(first!.ExpiresAt, Is.EqualTo(_clock.Now + Minute));
        Assert.That(await _other.TryAcquireAsync("compact", Minute, default), Is.Null);
        Assert.That(await _one.TryAcquireAsync("compact", Minute, default), Is.Null, "also not the holder twice");
        Assert.That(await _other.TryAcquireAsync("purge", Minute, default), Is.Not.Null, "another lease is free");

        _clock.Now += Minute - TimeSpan.FromTicks(1);
        Assert.That(await _other.TryAcquireAsync("compact", Minute, default), Is.Null);
        _clock.Now += TimeSpan.FromTicks(1);
        Assert.That((await _other.TryAcquireAsync("compact", Minute, default))!.Token, Is.GreaterThan(first.Token));
    }

    [Test]
    public async Task Renewed_lease_lasts_on()
    {
        var lease = await _one.TryAcquireAsync("compact", Minute, default);
        _clock.Now += Minute / 2;

        var renewed = await _one.RenewAsync(lease!, Minute, default);
        Assert.That(renewed!.ExpiresAt, Is.EqualTo(_clock.Now + Minute));
        Assert.That(renewed.Token, Is.EqualTo(lease!.Token));

        _clock.Now += Minute * 0.9;
        Assert.That(await _other.TryAcquireAsync("compact", Minute, default), Is.Null);
    }

    [Test]
    public async Task Lease_that_ran_out_can_be_renewed_while_nobody_took_it()
    {
        var lease = await _one.TryAcquireAsync("compact", Minute, default);
        _clock.Now += Minute * 2;

        Assert.That(await _one.RenewAsync(lease!, Minute, default), Is.Not.Null);
        Assert.That(await _other.TryAcquireAsync("compact", Minute, default), Is.Null);
    }

    [Test]
    public async Task Lost_lease_is_neither_renewed_nor_given_back()
    {
        var lost = await _one.TryAcquireAsync("compact", Minute, default);
        _clock.Now += Minute;
        var held = await _other.TryAcquireAsync("compact", Minute, default);

        Assert.That(await _one.RenewAsync(lost!, Minute, default), Is.Null);
        await _one.ReleaseAsync(lost!, default);
        Assert.That(await _one.TryAcquireAsync("compact", Minute, default), Is.Null, "the other still holds it");
        Assert.That(await _other.RenewAsync(held!, Minute, default), Is.Not.Null);
    }

    [Test]
    public async Task Lease_given_back_is_free_and_its_tokens_go_on_growing()
    {
        var first = await _one.TryAcquireAsync("compact", Minute, default);
        await _one.ReleaseAsync(first!, default);

        var second = await _other.TryAcquireAsync("compact", Minute, default);
        Assert.That(second!.Token, Is.EqualTo(first!.Token + 1));
        await _other.ReleaseAsync(second, default);
        Assert.That(await _one.RenewAsync(first, Minute, default), Is.Null);
        Assert.That(await _other.RenewAsync(second, Minute, default), Is.Null, "what was given back is not renewed");
    }

    [Test]
    public async Task Of_16_who_want_it_one_gets_it()
    {
        for (var round = 1; round <= 5; round++)
        {
            var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _one.TryAcquireAsync("compact", Minute, default))));

            Assert.That(leases.OfType<Lease>().Select(lease => lease.Token), Is.EqualTo(new long[] { round }));
            _clock.Now += Minute;
        }
    }

    [Test]
    public async Task Lease_whose_reply_was_lost_is_held()
    {
        var leases = new Leases(new UnreliableStore(_store) { LostReplies = { 1 } }, "state/", _clock);

        Assert.That((await leases.TryAcquireAsync("compact", Minute, default))!.Token, Is.EqualTo(1));
        Assert.That(await _other.TryAcquireAsync("compact", Minute, default), Is.Null);
    }

    [Test]
    public void Duration_must_be_more_than_zero() => Assert.That(
        async () => await _one.TryAcquireAsync("compact", TimeSpan.Zero, default), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
