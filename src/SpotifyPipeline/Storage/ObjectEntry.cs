namespace SpotifyPipeline.Storage;

/// <summary>One object of a listing.</summary>
/// <param name="Key">The key, relative to the store.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastModified">When it was written last (UTC), by the store's clock.</param>
/// <param name="Version">An opaque token that changes with every write (S3: the ETag).</param>
public sealed record ObjectEntry(string Key, long Length, DateTimeOffset LastModified, string Version);
