using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>Stops working at the n-th change, as a process that is killed there: nothing after it is written, moved or deleted.</summary>
internal sealed class FailingStore(IObjectStore inner) : IObjectStore
{
    private int _left = int.MaxValue;

    public int Changes { get; private set; }

    /// <summary>What somebody else does between a read and whatever follows it.</summary>
    public Func<string, Task>? AfterRead { get; set; }

    public void FailAfter(int changes) => _left = changes;

    public void Recover() => _left = int.MaxValue;

    public string GetLocation(string key) => inner.GetLocation(key);

    public async Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        var read = await inner.OpenReadAsync(key, range, cancellationToken);
        await (AfterRead?.Invoke(key) ?? Task.CompletedTask);
        return read;
    }

    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        Count();
        return inner.PutAsync(key, content, condition, cancellationToken);
    }

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) => inner.ListAsync(prefix, startAfter, cancellationToken);

    public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        Count();
        return inner.CopyAsync(sourceKey, destinationKey, cancellationToken);
    }

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        Count();
        return inner.DeleteAsync(keys, cancellationToken);
    }

    private void Count()
    {
        lock (inner)
        {
            Changes++;
            if (_left-- <= 0)
            {
                throw new IOException("the store has gone");
            }
        }
    }
}
