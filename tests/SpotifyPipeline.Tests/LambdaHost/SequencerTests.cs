using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LambdaHost.Events;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed class SequencerTests
{
    private static readonly Gen<string> Hex = Gen.Elements("0123456789ABCDEF".ToCharArray()).ArrayOf().Where(digits => digits.Length is > 0 and < 24).Select(digits => new string(digits));

    [TestCase("0055AED6DCD90281E5", "0055AED6DCD90281E6", -1)]
    [TestCase("0055AED6DCD90281E5", "0055AED6DCD90281E5", 0)]
    [TestCase("0055AED6DCD9", "0055AED6DCD90281E5", -1)]
    [TestCase("0055AED6DCDA", "0055AED6DCD90281E5", 1)]
    [TestCase("0055aed6dcd90281e5", "0055AED6DCD90281E5", 0)]
    [TestCase("00", "", 0)]
    public void Shorter_text_is_filled_up_on_the_right(string a, string b, int expected) =>
        Assert.That(Math.Sign(Sequencer.Compare(a, b)), Is.EqualTo(expected));

    [Test]
    public void Order_is_that_of_the_numbers_after_filling_up() => Check.QuickThrowOnFailure(Prop.ForAll(Hex.Two().ToArbitrary(), pair =>
    {
        var (a, b) = pair;
        var length = Math.Max(a.Length, b.Length);
        BigInteger Number(string text) => BigInteger.Parse("0" + text.PadRight(length, '0'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Math.Sign(Sequencer.Compare(a, b)) == Number(a).CompareTo(Number(b));
    }));

    [Test]
    public async Task Memory_keeps_the_newest_whatever_comes_last()
    {
        var memory = new LakeSequencerMemory(new MemoryObjectStore(), "state/");
        await memory.RememberAsync("raw/pending/a.json", "0055AED6DCD90281E5", default);
        await memory.RememberAsync("raw/pending/a.json", "0055AED6DCD9", default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await memory.ReadAsync("raw/pending/a.json", default), Is.EqualTo("0055AED6DCD90281E5"));
            Assert.That(await memory.ReadAsync("raw/pending/b.json", default), Is.Null);
        }
    }

    [Test]
    public async Task Two_sandboxes_never_undo_each_other()
    {
        var place = new MemoryObjectStore.Place();
        var sequencers = Enumerable.Range(0, 40).Select(i => (i * 7919 % 4096).ToString("X4", CultureInfo.InvariantCulture)).ToList();
        await Parallel.ForEachAsync(sequencers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (sequencer, token) =>
            await new LakeSequencerMemory(new MemoryObjectStore(place), "state/").RememberAsync("key", sequencer, token));
        Assert.That(await new LakeSequencerMemory(new MemoryObjectStore(place), "state/").ReadAsync("key", default), Is.EqualTo(sequencers.Max(StringComparer.Ordinal)));
    }

    [Test]
    public void Memory_that_never_wins_says_so() => Assert.That(
        async () => await new LakeSequencerMemory(new RefusingStore(), "state/").RememberAsync("key", "01", default),
        Throws.TypeOf<SpotifyPipelineException>().With.Property(nameof(SpotifyPipelineException.IsTransient)).True);

    /// <summary>Somebody else is always faster.</summary>
    private sealed class RefusingStore : IObjectStore
    {
        public string GetLocation(string key) => key;

        public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) => Task.FromResult<StoredObject?>(null);

        public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ObjectEntry>();

        public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
