namespace SpotifyPipeline.Storage;

/// <summary>Whole small objects in one call, and moves.</summary>
public static class ObjectStoreExtensions
{
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
            using var buffer = new MemoryStream((int)Math.Min(stored.Entry.Length, 1 << 20));
            await stored.Content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
            return new ObjectBytes(stored.Entry, buffer.TryGetBuffer(out var bytes) ? bytes : buffer.ToArray());
        }
    }

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
    public static Task<bool> MoveAsync(this IObjectStore store, string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store is IObjectMover mover
            ? mover.MoveAsync(sourceKey, destinationKey, cancellationToken)
            : store.MoveByCopyAsync(sourceKey, destinationKey, cancellationToken);
    }

    /// <summary>Moves an object by a copy and a delete, for stores that cannot do it in one step.</summary>
    internal static async Task<bool> MoveByCopyAsync(this IObjectStore store, string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        var copied = await store.CopyAsync(sourceKey, destinationKey, cancellationToken).ConfigureAwait(false);
        if (copied && !string.Equals(sourceKey, destinationKey, StringComparison.Ordinal))
        {
            await store.DeleteAsync([sourceKey], cancellationToken).ConfigureAwait(false);
        }

        return copied;
    }
}
