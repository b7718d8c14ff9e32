using SpotifyPipeline.State;
using SpotifyPipeline.Tests.Pipeline;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class CursorsTests
{
    private const string Monday = "20261116T090000Z-aaaaaa";
    private const string Tuesday = "20261117T090000Z-000000";
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private MemoryObjectStore _store = new();
    private Cursors _cursors = null!;

    [SetUp]
    public void MakeCursors()
    {
        _store = new MemoryObjectStore();
        _cursors = new Cursors(_store, "state/", _clock);
    }

    [Test]
    public async Task Snapshot_id_is_remembered_for_each_playlist()
    {
        var ids = new SnapshotIds(_cursors);

        await ids.RememberAsync("p1", "AAAA/+=", Monday, default);
        await ids.RememberAsync("p2", "BBBB", null, default);

        Assert.That(await ids.FindAsync("p1", default), Is.EqualTo("AAAA/+="));
        Assert.That(await ids.FindAsync("p2", default), Is.EqualTo("BBBB"));
        Assert.That(await ids.FindAsync("P1", default), Is.Null, "ids differ by case");
        Assert.That(await _store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(new[] { "state/cursors/snapshot_id/p1.json", "state/cursors/snapshot_id/p2.json" }));
    }

    [Test]
    public async Task Older_run_that_ends_late_does_not_take_a_cursor_back()
    {
        Assert.That(await _cursors.SetAsync("c", "new", Tuesday, default));
        Assert.That(await _cursors.SetAsync("c", "old", Monday, default), Is.False);
        Assert.That((await _cursors.FindAsync("c", default))!.Value, Is.EqualTo("new"));

        Assert.That(await _cursors.SetAsync("c", "newer", Tuesday, default), "the same run may set it again");
        Assert.That(await _cursors.SetAsync("c", "by hand", null, default));
        Assert.That(await _cursors.FindAsync("c", default), Has.Property("Value").EqualTo("by hand").And.Property("UpdatedAt").EqualTo(_clock.Now).And.Property("RunId").Null);
    }

    [Test]
    public async Task Watermark_only_goes_forward()
    {
        var noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, 123, TimeSpan.FromHours(2));
        Assert.That(await _cursors.FindWatermarkAsync("plays", default), Is.Null);

        Assert.That(await _cursors.AdvanceAsync("plays", noon, Monday, default));
        Assert.That(await _cursors.AdvanceAsync("plays", noon, Tuesday, default), Is.False);
        Assert.That(await _cursors.AdvanceAsync("plays", noon - TimeSpan.FromTicks(1), Tuesday, default), Is.False);
        Assert.That(await _cursors.FindWatermarkAsync("plays", default), Is.EqualTo(noon));

        Assert.That(await _cursors.AdvanceAsync("plays", noon + TimeSpan.FromTicks(1), null, default));
        Assert.That(await _cursors.FindWatermarkAsync("plays", default), Is.EqualTo(noon + TimeSpan.FromTicks(1)));
    }

    [Test]
    public async Task Watermarks_of_racing_writers_end_at_the_furthest()
    {
        var start = _clock.Now;
        await Parallel.ForEachAsync(Enumerable.Range(1, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
            await _cursors.AdvanceAsync("plays", start.AddSeconds(i * 7 % 17), null, token));

        Assert.That(await _cursors.FindWatermarkAsync("plays", default), Is.EqualTo(start.AddSeconds(16)));
    }

    [Test]
    public async Task Watermark_that_is_no_moment_is_named()
    {
        await _cursors.SetAsync("plays", "yesterday", null, default);

        Assert.That(
            async () => await _cursors.FindWatermarkAsync("plays", default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("'yesterday'").And.Message.Contains("cursors/plays.json").And.Message.Contains("Expected a moment"));
    }

    [Test]
    public async Task Failed_write_of_a_cursor_leaves_the_old_one()
    {
        await _cursors.SetAsync("c", "old", Monday, default);
        var failing = new FailingStore(_store);
        failing.FailAfter(0);

        Assert.That(async () => await new Cursors(failing, "state/", _clock).SetAsync("c", "new", Tuesday, default), Throws.InstanceOf<IOException>());

        Assert.That((await _cursors.FindAsync("c", default))!.Value, Is.EqualTo("old"));
    }
}
