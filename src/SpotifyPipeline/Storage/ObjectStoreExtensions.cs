namespace SpotifyPipeline.Storage;

/// <summary>Whole small objects in one call.</summary>
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
}
