using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Two stores behave as one, wherever the contract's keys happen to be routed.</summary>
[TestFixture("foo", "a", "from/", "with space/", "many/3", "race/")]
[TestFixture("raw/")]
public sealed class PrefixRoutedObjectStoreContractTests(params string[] prefixes) : ObjectStoreContract
{
    private MemoryObjectStore.Place _others = new();
    private MemoryObjectStore.Place _routed = new();

    protected override Task PrepareEmptyPlaceAsync()
    {
        _others = new MemoryObjectStore.Place();
        _routed = new MemoryObjectStore.Place();
        return Task.CompletedTask;
    }

    protected override IObjectStore Open() =>
        new PrefixRoutedObjectStore(new MemoryObjectStore(_others), new MemoryObjectStore(_routed), prefixes);
}

/// <summary>Which store holds what.</summary>
[TestFixture]
public sealed class PrefixRoutedObjectStoreTests
{
    private MemoryObjectStore _curated = new();
    private MemoryObjectStore _raw = new();

    private PrefixRoutedObjectStore Store => new(_curated, _raw, ["raw/", "staging/"]);

    [SetUp]
    public void MakeStores() => (_curated, _raw) = (new MemoryObjectStore(), new MemoryObjectStore());

    [Test]
    public async Task Keys_live_where_their_prefix_leads()
    {
        await WriteAsync("raw/a", "staging/b", "curated/c", "raw_data/d");

        Assert.That(await KeysAsync(_raw), Is.EqualTo(new[] { "raw/a", "staging/b" }));
        Assert.That(await KeysAsync(_curated), Is.EqualTo(new[] { "curated/c", "raw_data/d" }));
        Assert.That(await KeysAsync(Store), Is.EqualTo(new[] { "curated/c", "raw/a", "raw_data/d", "staging/b" }));
        Assert.That(await KeysAsync(Store, "raw"), Is.EqualTo(new[] { "raw/a", "raw_data/d" }));
    }

    [Test]
    public async Task What_lies_where_no_route_leads_is_not_seen()
    {
        await _raw.WriteAsync("curated/stray", new byte[] { 1 }, PutCondition.Always, default);
        await _curated.WriteAsync("raw/stray", new byte[] { 1 }, PutCondition.Always, default);

        Assert.That(await KeysAsync(Store), Is.Empty);
        Assert.That(await Store.ReadAsync("raw/stray", default), Is.Null);
    }

    [Test]
    public async Task Copy_and_move_go_from_one_store_to_the_other()
    {
        await WriteAsync("raw/a", "raw/b");

        Assert.That(await Store.CopyAsync("raw/a", "curated/a", default));
        Assert.That(await Store.MoveAsync("raw/b", "curated/b", default));
        Assert.That(await Store.MoveAsync("raw/none", "curated/none", default), Is.False);

        Assert.That(await KeysAsync(_raw), Is.EqualTo(new[] { "raw/a" }));
        Assert.That(await KeysAsync(_curated), Is.EqualTo(new[] { "curated/a", "curated/b" }));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Folder_is_moved_in_its_store_and_left_where_it_is_of_two()
    {
        using var curated = new TemporaryFolder();
        using var raw = new TemporaryFolder();
        var store = new PrefixRoutedObjectStore(new FolderObjectStore(curated.Path), new FolderObjectStore(raw.Path), ["raw/", "a/routed/"]);
        foreach (var key in (string[])["raw/1/x", "raw/2/x", "a/x", "b/x"])
        {
            await store.WriteAsync(key, new byte[] { 1 }, PutCondition.Always, default);
        }

        var moved = await store.MoveFoldersAsync([new("raw/1/", "raw/3/"), new("raw/2/", "c/"), new("a/", "d/"), new("b/", "e/")], default);

        Assert.That(moved, Is.EqualTo((bool[])[true, false, false, true]));
        Assert.That(await KeysAsync(store), Is.EqualTo((string[])["a/x", "e/x", "raw/2/x", "raw/3/x"]));
    }

    [Test]
    public async Task Delete_that_one_store_refuses_is_done_in_the_other_and_said()
    {
        var store = new PrefixRoutedObjectStore(_curated, new RefusingDeletes(_raw), ["raw/"]);
        await WriteAsync("raw/a", "curated/b");

        Assert.That(
            async () => await store.DeleteAsync(["raw/a", "curated/b"], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("'raw/a' is locked"));
        Assert.That(await KeysAsync(_curated), Is.Empty);
    }

    [Test]
    public void Empty_prefix_is_refused() => Assert.That(
        () => new PrefixRoutedObjectStore(_curated, _raw, ["raw/", ""]), Throws.ArgumentException.With.Message.Contains("Expected"));

    private async Task WriteAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Store.WriteAsync(key, new byte[] { 1 }, PutCondition.Always, default);
        }
    }

    private static async Task<List<string>> KeysAsync(IObjectStore store, string prefix = "") =>
        await store.ListAsync(prefix, null, default).Select(entry => entry.Key).ToListAsync();

    private sealed class RefusingDeletes(IObjectStore inner) : IObjectStore
    {
        public string GetLocation(string key) => inner.GetLocation(key);

        public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) => inner.OpenReadAsync(key, range, cancellationToken);

        public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
            inner.PutAsync(key, content, condition, cancellationToken);

        public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) =>
            inner.ListAsync(prefix, startAfter, cancellationToken);

        public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) =>
            inner.CopyAsync(sourceKey, destinationKey, cancellationToken);

        public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
            Task.FromException(new SpotifyPipelineException($"'{keys.First()}' is locked"));
    }
}
