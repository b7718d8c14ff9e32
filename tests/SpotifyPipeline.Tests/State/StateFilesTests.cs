using System.Text;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.State;

/// <summary>Compare-and-swap of JSON files, over the fake in memory and over a folder.</summary>
[TestFixture("memory")]
[TestFixture("folder")]
public sealed class StateFilesTests(string medium)
{
    private readonly TemporaryFolder _folder = new();
    private IObjectStore _store = null!;

    [SetUp]
    public void MakeStore()
    {
        _folder.Clear();
        _store = medium == "memory" ? new MemoryObjectStore() : new FolderObjectStore(_folder.Path, new FolderObjectStoreOptions { Durable = false });
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Changes_of_16_writers_are_all_kept()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, token) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Files(_store).ChangeAsync("c.json", AddOne, token);
            }
        });

        Assert.That((await Files(_store).FindAsync("c.json", default))!.Token, Is.EqualTo(160));
    }

    [Test]
    public async Task Of_16_creators_all_get_what_the_first_created()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Files(_store).CreateOrFindAsync("c.json", Record(i), default))));

        Assert.That(kept.Select(k => k.Value.Token).Distinct().Count(), Is.EqualTo(1));
        Assert.That(kept.Count(k => k.NewVersion is not null), Is.EqualTo(1));
        Assert.That((await Files(_store).FindAsync("c.json", default))!.Token, Is.EqualTo(kept[0].Value.Token));
    }

    [Test]
    public async Task Change_whose_reply_was_lost_is_made_once()
    {
        var store = new UnreliableStore(_store) { LostReplies = { 1, 3 } };

        for (var i = 0; i < 4; i++)
        {
            await Files(store).ChangeAsync("c.json", AddOne, default);
        }

        Assert.That((await Files(_store).FindAsync("c.json", default))!.Token, Is.EqualTo(4));
        Assert.That(store.Puts, Is.EqualTo(4));
    }

    [Test]
    public async Task File_changed_back_to_an_old_value_is_not_taken_for_the_old_file()
    {
        await Files(_store).ChangeAsync("c.json", _ => Record(1), default);
        var first = await _store.ReadAsync("c.json", default);
        await Files(_store).ChangeAsync("c.json", _ => Record(2), default);
        await Files(_store).ChangeAsync("c.json", _ => Record(1), default);

        var third = await _store.ReadAsync("c.json", default);
        Assert.That(third!.Content.Span.SequenceEqual(first!.Content.Span), Is.False, "a version that is a hash of the bytes would be the same");
    }

    [Test]
    public async Task Writer_that_never_gets_through_gives_up_with_a_transient_error()
    {
        var store = new UnreliableStore(_store);
        store.BeforePut = async () => await Files(_store).ChangeAsync("c.json", AddOne, default);

        Assert.That(
            async () => await Files(store).ChangeAsync("c.json", AddOne, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("c.json was changed by others").And.Property(nameof(SpotifyPipelineException.IsTransient)).True);
        Assert.That((await Files(_store).FindAsync("c.json", default))!.Token, Is.EqualTo(store.Puts), "only the others' changes");
    }

    [TestCase("", "cannot be read")]
    [TestCase("{", "cannot be read")]
    [TestCase("null", "it holds null")]
    [TestCase("[]", "cannot be read")]
    [TestCase("{\"version\": 2, \"token\": 1, \"expires_at\": \"2026-11-20T00:00:00Z\", \"holder\": null}", "it has version 2")]
    [TestCase("{\"version\": 1, \"holder\": \"x\"}", "cannot be read")]
    [TestCase("{\"token\": 1, \"expires_at\": \"2026-11-20T00:00:00Z\", \"holder\": null}", "it has no version")]
    public async Task File_that_cannot_be_understood_is_named_and_left_alone(string text, string reason)
    {
        await _store.WriteAsync("c.json", Encoding.UTF8.GetBytes(text), PutCondition.Always, default);

        foreach (var act in (Func<Task>[])
        [
            () => Files(_store).FindAsync("c.json", default),
            () => Files(_store).ChangeAsync("c.json", AddOne, default),
            () => Files(_store).CreateOrFindAsync("c.json", Record(1), default),
        ])
        {
            Assert.That(async () => await act(), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_store.GetLocation("c.json")).And.Message.Contains(reason).And.Message.Contains("Restore it"));
        }

        Assert.That(Encoding.UTF8.GetString((await _store.ReadAsync("c.json", default))!.Content.Span), Is.EqualTo(text));
    }

    [Test]
    public async Task Members_of_a_later_library_are_tolerated_within_a_version()
    {
        await _store.WriteAsync("c.json", "{\"version\": 1, \"token\": 5, \"expires_at\": \"2026-11-20T00:00:00Z\", \"holder\": null, \"colour\": [1]}"u8.ToArray(), PutCondition.Always, default);

        Assert.That((await Files(_store).FindAsync("c.json", default))!.Token, Is.EqualTo(5));
    }

    private static StateFiles<LeaseRecord> Files(IObjectStore store) => new(store, json => json.LeaseRecord, new ClockWithoutPauses());

    private static LeaseRecord Record(long token) => new("someone", token, DateTimeOffset.UnixEpoch);

    private static LeaseRecord AddOne(LeaseRecord? current) => Record((current?.Token ?? 0) + 1);

    /// <summary>Who pauses by it goes on at once.</summary>
    private sealed class ClockWithoutPauses : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
