using System.Text;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class RunStartsTests
{
    private MemoryObjectStore _store = new();
    private MovableClock _clock = null!;

    [SetUp]
    public void MakeStore()
    {
        _store = new MemoryObjectStore();
        _clock = new MovableClock(new DateTimeOffset(2026, 11, 20, 23, 59, 59, 500, TimeSpan.FromHours(-3)));
    }

    [Test]
    public async Task Start_is_fixed_once_and_found_by_whoever_resumes()
    {
        var start = await new RunStarts(_store, "state/", _clock).StartAsync(simulated: true, default);
        _clock.Now += TimeSpan.FromDays(1);

        var resumed = await new RunStarts(_store, "state/", _clock).FindAsync(start.RunId, default);

        Assert.That(resumed, Is.EqualTo(start));
        Assert.That(start.RunId, Does.StartWith("20261121T025959Z-"));
        Assert.That(start.SnapshotDate, Is.EqualTo(new DateOnly(2026, 11, 21)), "the day in UTC");
        Assert.That(start.ExtractedAt, Is.EqualTo(new DateTimeOffset(2026, 11, 21, 2, 59, 59, 500, TimeSpan.Zero)));
        Assert.That(start.Simulated);
    }

    [Test]
    public async Task Start_is_kept_as_readable_json_under_its_prefix()
    {
        var start = await new RunStarts(_store, "my/state/", _clock).StartAsync(simulated: false, default);

        var kept = await _store.ReadAsync($"my/state/runs/{start.RunId}.json", default);
        var text = Encoding.UTF8.GetString(kept!.Content.Span);
        Assert.That(text, Does.Contain($"\"run_id\": \"{start.RunId}\"").And.Contain("\"snapshot_date\": \"2026-11-21\"").And.Contain("\"simulated\": false").And.Contain("\"version\": 1"));
    }

    [Test]
    public async Task Names_stay_unique_when_the_generator_repeats_itself_and_the_clock_jumps_back()
    {
        var names = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            // Two generators that begin alike, as on two machines: the second name of a second is refused by the store.
            _clock.Now = _clock.Now.AddSeconds(i % 2 == 0 ? 1 : -1);
            Assert.That(names.Add((await new RunStarts(_store, "state/", _clock, new Random(i % 5)).StartAsync(false, default)).RunId), "start " + i);
        }
    }

    [Test]
    public async Task Of_two_runs_of_one_moment_with_one_name_the_second_gets_another()
    {
        var first = await new RunStarts(_store, "state/", _clock, new Random(7)).StartAsync(false, default);
        var second = await new RunStarts(_store, "state/", _clock, new Random(7)).StartAsync(false, default);

        Assert.That(second.RunId, Is.Not.EqualTo(first.RunId));
        Assert.That(second.RunId[..16], Is.EqualTo(first.RunId[..16]));
    }

    [Test]
    public async Task Start_whose_reply_was_lost_is_not_made_twice()
    {
        var store = new UnreliableStore(_store) { LostReplies = { 1 } };

        var start = await new RunStarts(store, "state/", _clock).StartAsync(false, default);

        Assert.That(await _store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(new[] { $"state/runs/{start.RunId}.json" }));
    }

    [TestCase("20261120T091223Z-000000")]
    [TestCase("none")]
    [TestCase("../leases/x")]
    [TestCase("")]
    public async Task Run_that_does_not_exist_or_cannot_is_found_as_null(string runId) =>
        Assert.That(await new RunStarts(_store, "state/", _clock).FindAsync(runId, default), Is.Null);
}
