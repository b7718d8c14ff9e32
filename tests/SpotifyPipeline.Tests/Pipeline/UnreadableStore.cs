using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>Gives the content of some keys to nobody, as a bad sector or an archived object; can also refuse listings and changes, as a store that is gone or full.</summary>
internal sealed class UnreadableStore(IObjectStore inner) : IObjectStore
{
    /// <summary>Which content cannot be read.</summary>
    public Func<string, bool> IsUnreadable { get; set; } = _ => false;

    /// <summary>What a read of it throws.</summary>
    public Func<Exception> Failure { get; set; } = () => new IOException("Input/output error");

    public bool RefusesListings { get; set; }

    public bool RefusesChanges { get; set; }

    public string GetLocation(string key) => inner.GetLocation(key);

    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) =>
        IsUnreadable(key) ? throw Failure() : inner.OpenReadAsync(key, range, cancellationToken);

    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        RefusesChanges && !key.StartsWith("state/lake-kind", StringComparison.Ordinal) ? throw new IOException("No space left on device") : inner.PutAsync(key, content, condition, cancellationToken);

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) =>
        RefusesListings && prefix.Length > "raw/pending/".Length ? throw new IOException("the store has gone") : inner.ListAsync(prefix, startAfter, cancellationToken);

    public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) => inner.CopyAsync(sourceKey, destinationKey, cancellationToken);

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => inner.DeleteAsync(keys, cancellationToken);
}
