namespace SpotifyPipeline.Storage;

/// <summary>Where bytes live: a folder, an S3 bucket, or anything with keys, versions and conditional writes.</summary>
/// <remarks>
/// A key is relative, uses <c>/</c>, and never begins or ends with it; it has no empty segment and none that is <c>.</c>
/// or <c>..</c>. Every method refuses another with <see cref="ArgumentException"/>. A write is all or nothing: a reader
/// sees the old object or the new one, never half, also while it is reading. Implementations retry what their medium calls
/// transient; what they throw is final for this call. A call that was cancelled, or whose content could not be read,
/// writes nothing. Methods may be called concurrently.
/// </remarks>
public interface IObjectStore
{
    /// <summary>
    /// Where a key is for people and for engines: <c>s3://bucket/prefix/key</c>, or an absolute path. The empty key gives the
    /// root, which ends with <c>/</c>; a key that ends with <c>/</c> gives that folder.
    /// </summary>
    string GetLocation(string key);

    /// <summary>Opens an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="range">The bytes wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object, which the caller disposes, or null where there is none.</returns>
    Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken);

    /// <summary>Writes an object, from the stream's position to its end. The stream need not be seekable and stays open.</summary>
    /// <remarks>
    /// Of several writers with the same condition at most one is told that it wrote. A store that tries again after a lost
    /// reply may answer null although its own first try was the write that won: what is written under a condition should
    /// name its writer, so that reading it back decides.
    /// </remarks>
    /// <returns>The new version, or null where <paramref name="condition"/> did not hold and nothing was written.</returns>
    Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken);

    /// <summary>Lists the objects whose key begins with <paramref name="prefix"/>, in the order of their UTF-8 bytes.</summary>
    /// <param name="prefix">A literal beginning of the key, not a folder: <c>foo</c> also finds <c>foo_bar/x</c>. Empty for all.</param>
    /// <param name="startAfter">Only keys that come after this one, which need not exist; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken);

    /// <summary>Copies an object over another, which need not exist. Onto itself it changes nothing.</summary>
    /// <returns>False where there is no source object.</returns>
    Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken);

    /// <summary>Deletes objects; a key without an object is no error.</summary>
    /// <exception cref="SpotifyPipelineException">Some were not deleted; the message names them.</exception>
    Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);
}
