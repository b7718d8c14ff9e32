using System.Runtime.CompilerServices;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws.S3;

/// <summary>One store of several: what a key begins with decides which (raw documents in one bucket, tables in another).</summary>
internal sealed class RoutedObjectStore : IObjectStore
{
    private readonly IObjectStore _rest;
    private readonly (string Prefix, IObjectStore Store)[] _routes;

    /// <param name="rest">Takes the keys that no route takes.</param>
    /// <param name="routes">Prefixes, none of which lies inside another.</param>
    public RoutedObjectStore(IObjectStore rest, params (string Prefix, IObjectStore Store)[] routes)
    {
        _rest = rest;
        _routes = routes;
    }

    public string GetLocation(string key) => StoreOf(key).GetLocation(key);

    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) => StoreOf(key).OpenReadAsync(key, range, cancellationToken);

    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        StoreOf(key).PutAsync(key, content, condition, cancellationToken);

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listings = new List<IAsyncEnumerator<ObjectEntry>>();
        try
        {
            foreach (var store in StoresUnder(prefix))
            {
                var listing = ListOwnAsync(store, prefix, startAfter, cancellationToken).GetAsyncEnumerator(cancellationToken);
                listings.Add(listing);
                await AdvanceAsync(listings, listings.Count - 1).ConfigureAwait(false);
            }

            while (listings.Count > 0)
            {
                var first = 0;
                for (var i = 1; i < listings.Count; i++)
                {
                    first = ObjectKey.Utf8Order.Compare(listings[i].Current.Key, listings[first].Current.Key) < 0 ? i : first;
                }

                yield return listings[first].Current;
                await AdvanceAsync(listings, first).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var listing in listings)
            {
                await listing.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public async Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        var source = StoreOf(sourceKey);
        var destination = StoreOf(destinationKey);
        if (ReferenceEquals(source, destination))
        {
            return await source.CopyAsync(sourceKey, destinationKey, cancellationToken).ConfigureAwait(false);
        }

        ObjectKey.ThrowIfInvalid(destinationKey, nameof(destinationKey));
        var stored = await source.OpenReadAsync(sourceKey, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return false;
        }

        await using (stored.ConfigureAwait(false))
        {
            await destination.PutAsync(destinationKey, stored.Content, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    public async Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
        {
            ObjectKey.ThrowIfInvalid(key, nameof(keys));
        }

        var failures = new List<SpotifyPipelineException>();
        foreach (var group in keys.GroupBy(StoreOf))
        {
            try
            {
                await group.Key.DeleteAsync([.. group], cancellationToken).ConfigureAwait(false);
            }
            catch (SpotifyPipelineException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new SpotifyPipelineException(string.Join(" ", failures.Select(f => f.Message)), failures.TrueForAll(f => f.IsTransient), failures[0]);
        }
    }

    private IObjectStore StoreOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var (prefix, store) in _routes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return store;
            }
        }

        return _rest;
    }

    private IEnumerable<IObjectStore> StoresUnder(string prefix) => _routes.Any(r => prefix.StartsWith(r.Prefix, StringComparison.Ordinal))
        ? [StoreOf(prefix)]
        : _routes.Where(r => r.Prefix.StartsWith(prefix, StringComparison.Ordinal)).Select(r => r.Store).Append(_rest).Distinct();

    /// <summary>A bucket may hold keys that are another's by now; only those that would be found again by their key are listed.</summary>
    private async IAsyncEnumerable<ObjectEntry> ListOwnAsync(IObjectStore store, string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ListAsync(prefix, startAfter, cancellationToken).ConfigureAwait(false))
        {
            if (ReferenceEquals(StoreOf(entry.Key), store))
            {
                yield return entry;
            }
        }
    }

    private static async Task AdvanceAsync(List<IAsyncEnumerator<ObjectEntry>> listings, int index)
    {
        if (!await listings[index].MoveNextAsync().ConfigureAwait(false))
        {
            var ended = listings[index];
            listings.RemoveAt(index);
            await ended.DisposeAsync().ConfigureAwait(false);
        }
    }
}
