using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Storage;

/// <summary>Two stores as one: keys with certain prefixes live in one of them, all others in the other (a raw and a curated bucket).</summary>
/// <remarks>Keys are the same in both. What lies in a store where the routes do not lead is not seen.</remarks>
internal sealed class PrefixRoutedObjectStore : IObjectStore, IObjectMover
{
    private readonly IObjectStore _others;
    private readonly IObjectStore _routed;
    private readonly string[] _prefixes;

    /// <summary>Creates the pair.</summary>
    /// <param name="others">Where keys live that have none of the prefixes.</param>
    /// <param name="routed">Where keys live that begin with one of the prefixes.</param>
    /// <param name="prefixes">Literal beginnings of keys: <c>raw/</c>. At least one, none of them empty.</param>
    public PrefixRoutedObjectStore(IObjectStore others, IObjectStore routed, IReadOnlyCollection<string> prefixes)
    {
        if (prefixes.Count == 0 || prefixes.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("Expected at least one prefix such as 'raw/', and none that is empty: it would route every key.", nameof(prefixes));
        }

        _others = others;
        _routed = routed;
        _prefixes = [.. prefixes];
    }

    /// <inheritdoc/>
    public string GetLocation(string key) => StoreOf(key).GetLocation(key);

    /// <inheritdoc/>
    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) =>
        StoreOf(key).OpenReadAsync(key, range, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) =>
        StoreOf(key).PutAsync(key, content, condition, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        if (IsRouted(prefix))
        {
            return _routed.ListAsync(prefix, startAfter, cancellationToken);
        }

        // Where no route begins with the prefix, only the other store can have its keys.
        return _prefixes.Any(route => route.StartsWith(prefix, StringComparison.Ordinal))
            ? ListBothAsync(prefix, startAfter, cancellationToken)
            : _others.ListAsync(prefix, startAfter, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        var source = StoreOf(sourceKey);
        var destination = StoreOf(destinationKey);
        if (source == destination)
        {
            return await source.CopyAsync(sourceKey, destinationKey, cancellationToken).ConfigureAwait(false);
        }

        var stored = await source.OpenReadAsync(sourceKey, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            ObjectKey.ThrowIfInvalid(destinationKey, nameof(destinationKey));
            return false;
        }

        await using (stored.ConfigureAwait(false))
        {
            await destination.PutAsync(destinationKey, stored.Content, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            ObjectKey.ThrowIfInvalid(key, nameof(keys)); // Before either store has deleted anything.
        }

        var routed = keys.Where(IsRouted).ToList();
        var failures = new List<SpotifyPipelineException>();
        foreach (var (store, part) in new[] { (_routed, routed), (_others, keys.Where(key => !IsRouted(key)).ToList()) })
        {
            try
            {
                await store.DeleteAsync(part, cancellationToken).ConfigureAwait(false);
            }
            catch (SpotifyPipelineException exception)
            {
                failures.Add(exception); // What one store refuses is no reason to keep what the other can delete.
            }
        }

        if (failures.Count > 0)
        {
            throw new SpotifyPipelineException(
                string.Join(' ', failures.Select(failure => failure.Message)), failures.All(failure => failure.IsTransient), failures[0]);
        }
    }

    /// <inheritdoc/>
    async Task<int> IObjectMover.MoveAsync(IReadOnlyList<ObjectMove> moves, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var group in moves.GroupBy(m => (From: StoreOf(m.Source), To: StoreOf(m.Destination))))
        {
            moved += group.Key.From == group.Key.To
                ? await group.Key.From.MoveAllAsync([.. group], maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false)
                : await this.MoveByCopyAsync([.. group], maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);
        }

        return moved;
    }

    /// <inheritdoc/>
    async Task<IReadOnlyList<bool>> IObjectMover.MoveFoldersAsync(IReadOnlyList<ObjectMove> folders, CancellationToken cancellationToken)
    {
        var moved = new bool[folders.Count];
        var whole = Enumerable.Range(0, folders.Count).Where(i => IsOfOneStore(folders[i].Source) && IsOfOneStore(folders[i].Destination) && StoreOf(folders[i].Source) == StoreOf(folders[i].Destination));
        foreach (var group in whole.GroupBy(i => StoreOf(folders[i].Source)))
        {
            int[] places = [.. group];
            var done = await group.Key.MoveFoldersAsync(Array.ConvertAll(places, i => folders[i]), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < places.Length; i++)
            {
                moved[places[i]] = done[i];
            }
        }

        return moved;
    }

    private bool IsOfOneStore(string folder) => IsRouted(folder) || !Array.Exists(_prefixes, prefix => prefix.StartsWith(folder, StringComparison.Ordinal));

    private bool IsRouted(string key) => Array.Exists(_prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private IObjectStore StoreOf(string key) => IsRouted(key) ? _routed : _others;

    private async IAsyncEnumerable<ObjectEntry> ListBothAsync(
        string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = _routed.ListAsync(prefix, startAfter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (left.ConfigureAwait(false))
        {
            var right = _others.ListAsync(prefix, startAfter, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (right.ConfigureAwait(false))
            {
                var l = await NextAsync(left, routed: true).ConfigureAwait(false);
                var r = await NextAsync(right, routed: false).ConfigureAwait(false);
                while (l is not null || r is not null)
                {
                    if (r is null || (l is not null && ObjectKey.Utf8Order.Compare(l.Key, r.Key) < 0))
                    {
                        yield return l!;
                        l = await NextAsync(left, routed: true).ConfigureAwait(false);
                    }
                    else
                    {
                        yield return r;
                        r = await NextAsync(right, routed: false).ConfigureAwait(false);
                    }
                }
            }
        }

        async ValueTask<ObjectEntry?> NextAsync(IAsyncEnumerator<ObjectEntry> entries, bool routed)
        {
            while (await entries.MoveNextAsync().ConfigureAwait(false))
            {
                if (IsRouted(entries.Current.Key) == routed)
                {
                    return entries.Current;
                }
            }

            return null;
        }
    }
}
