namespace SpotifyPipeline.Storage;

/// <summary>One object of a listing.</summary>
/// <param name="Key">The key, relative to the store.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastModified">When it was written last (UTC), by the store's clock.</param>
/// <param name="Version">
/// An opaque token that changes with every write of other bytes. A store may give the same token for the same bytes (S3: the
/// ETag is a hash), so what is kept by compare-and-swap should never return to bytes it once had.
/// </param>
public sealed record ObjectEntry(string Key, long Length, DateTimeOffset LastModified, string Version);
