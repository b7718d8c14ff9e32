namespace SpotifyPipeline.Storage;

/// <summary>Whole small objects in one call, and moves.</summary>
public static class ObjectStoreExtensions
{
    private const int LargestAtOnce = 64 << 20;

    /// <summary>Reads a whole object with its version, or null where there is none.</summary>
    public static async Task<ObjectBytes?> ReadAsync(this IObjectStore store, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var stored = await store.OpenReadAsync(key, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        await using (stored.ConfigureAwait(false))
        {
            return await stored.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads what an opened object has left, with its version.</summary>
    internal static async Task<ObjectBytes> ReadAsync(this StoredObject stored, CancellationToken cancellationToken)
    {
        // Into memory of the right size at once: raw pages are many and large, and growing a buffer copies them twice.
        var expected = (int)Math.Clamp(stored.Entry.Length, 0, LargestAtOnce);
        var bytes = GC.AllocateUninitializedArray<byte>(expected + 1);
        var read = await FillAsync(stored.Content, bytes, cancellationToken).ConfigureAwait(false);
        if (read < bytes.Length)
        {
            return new ObjectBytes(stored.Entry, bytes.AsMemory(0, read));
        }

        // More than the store had said.
        using var buffer = new MemoryStream();
        buffer.Write(bytes);
        await stored.Content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return new ObjectBytes(stored.Entry, buffer.TryGetBuffer(out var all) ? all : buffer.ToArray());
    }

    /// <summary>Reads an object into memory that is there already; gives how many bytes of it were filled, or null where there is no object.</summary>
    internal static async Task<int?> ReadIntoAsync(this IObjectStore store, string key, Memory<byte> memory, CancellationToken cancellationToken)
    {
        var stored = await store.OpenReadAsync(key, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        await using (stored.ConfigureAwait(false))
        {
            return await FillAsync(stored.Content, memory, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of a file, an asynchronous read is a blocking one on another thread, far from the caches in which its bytes then are.
    private static ValueTask<int> FillAsync(Stream content, Memory<byte> memory, CancellationToken cancellationToken) => content is FileStream file
        ? ValueTask.FromResult(file.ReadAtLeast(memory.Span, memory.Length, throwOnEndOfStream: false))
        : content.ReadAtLeastAsync(memory, memory.Length, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Writes a whole object from memory; see <see cref="IObjectStore.PutAsync"/>.</summary>
    public static async Task<string?> WriteAsync(
        this IObjectStore store, string key, ReadOnlyMemory<byte> content, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var stream = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        return await store.PutAsync(key, stream, condition, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Moves an object over another, which need not exist: in one step where the store can, else by a copy and a delete, so
    /// that a crash leaves it in one place or in both and never in none. Onto itself it changes nothing.
    /// </summary>
    /// <returns>False where there is no source object.</returns>
    public static async Task<bool> MoveAsync(this IObjectStore store, string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.MoveAllAsync([new ObjectMove(sourceKey, destinationKey)], 1, cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>
    /// Moves objects as <see cref="MoveAsync"/> does, in any order. Many at once cost less than one by one: a folder waits for
    /// the disk once, and a bucket deletes what was copied with one request.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="moves">From where to where; no key twice.</param>
    /// <param name="maxDegreeOfParallelism">How many copies may be under way, where the store must copy.</param>
    /// <param name="cancellationToken">Ends the call; what was moved stays moved.</param>
    /// <returns>How many had a source.</returns>
    internal static Task<int> MoveAllAsync(this IObjectStore store, IReadOnlyList<ObjectMove> moves, int maxDegreeOfParallelism, CancellationToken cancellationToken) =>
        store is IObjectMover mover ? mover.MoveAsync(moves, maxDegreeOfParallelism, cancellationToken) : store.MoveByCopyAsync(moves, maxDegreeOfParallelism, cancellationToken);

    /// <summary>
    /// Moves all objects of a folder together, where the store can do it in one step: after a crash all of them are in the one
    /// place or all in the other. Meanwhile nobody may write objects into the folder that it had not before.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="folders">From where to where, each with a slash at its end; no folder twice.</param>
    /// <param name="cancellationToken">Ends the call; what was moved stays moved.</param>
    /// <returns>
    /// Which of them were moved. Of the others nothing was: there is no such folder, or something is in its new place already, or
    /// the store moves object by object.
    /// </returns>
    internal static Task<IReadOnlyList<bool>> MoveFoldersAsync(this IObjectStore store, IReadOnlyList<ObjectMove> folders, CancellationToken cancellationToken) =>
        store is IObjectMover mover ? mover.MoveFoldersAsync(folders, cancellationToken) : Task.FromResult<IReadOnlyList<bool>>(new bool[folders.Count]);

    /// <summary>Moves objects as <see cref="MoveAllAsync"/> does, those of the second list after all of the first.</summary>
    /// <remarks>
    /// A copy takes nothing away, so a store that is not an <see cref="IObjectMover"/> copies those of both lists at once, each with
    /// <paramref name="maxDegreeOfParallelism"/>, and deletes in turn.
    /// </remarks>
    internal static async Task MoveInTurnAsync(
        this IObjectStore store, IReadOnlyList<ObjectMove> first, IReadOnlyList<ObjectMove> then, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        if (store is IObjectMover)
        {
            await store.MoveAllAsync(first, maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);
            await store.MoveAllAsync(then, maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);
            return;
        }

        var isCopied = new bool[then.Count];
        await Task.WhenAll(
            store.MoveByCopyAsync(first, maxDegreeOfParallelism, cancellationToken),
            store.CopyAllAsync(then, isCopied, maxDegreeOfParallelism, cancellationToken)).ConfigureAwait(false);
        await store.DeleteCopiedAsync(then, isCopied).ConfigureAwait(false);
    }

    /// <summary>Moves objects by copies and a delete, for stores that cannot do it in one step.</summary>
    internal static async Task<int> MoveByCopyAsync(this IObjectStore store, IReadOnlyList<ObjectMove> moves, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var isCopied = new bool[moves.Count];
        try
        {
            await store.CopyAllAsync(moves, isCopied, maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What was copied has moved, also where another one could not be.
            await store.DeleteCopiedAsync(moves, isCopied).ConfigureAwait(false);
        }

        return isCopied.Count(c => c);
    }

    private static Task CopyAllAsync(this IObjectStore store, IReadOnlyList<ObjectMove> moves, bool[] isCopied, int maxDegreeOfParallelism, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, moves.Count, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken }, async (i, token) =>
            isCopied[i] = await store.CopyAsync(moves[i].Source, moves[i].Destination, token).ConfigureAwait(false));

    private static async Task DeleteCopiedAsync(this IObjectStore store, IReadOnlyList<ObjectMove> moves, bool[] isCopied)
    {
        var left = moves.Where((m, i) => isCopied[i] && !m.IsOntoItself).Select(m => m.Source).ToList();
        if (left.Count > 0)
        {
            await store.DeleteAsync(left, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
