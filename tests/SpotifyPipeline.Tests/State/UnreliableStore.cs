using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.State;

/// <summary>A store over a bad line: it can lose the reply to a write that it made, or let others act before one.</summary>
internal sealed class UnreliableStore(IObjectStore inner) : IObjectStore
{
    private int _puts;

    /// <summary>The writes, counted from 1, that are made and answered with "the condition did not hold", as a retrying client sees it.</summary>
    public HashSet<int> LostReplies { get; } = [];

    /// <summary>Happens before each write.</summary>
    public Func<Task> BeforePut { get; set; } = () => Task.CompletedTask;

    public int Puts => _puts;

    public string GetLocation(string key) => inner.GetLocation(key);

    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) => inner.OpenReadAsync(key, range, cancellationToken);

    public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _puts);
        await BeforePut();
        var version = await inner.PutAsync(key, content, condition, cancellationToken);
        return LostReplies.Contains(number) ? null : version;
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) =>
        inner.ListAsync(prefix, startAfter, cancellationToken);

    public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) =>
        inner.CopyAsync(sourceKey, destinationKey, cancellationToken);

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => inner.DeleteAsync(keys, cancellationToken);
}
