using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Raw;

/// <summary>A raw document that a listing found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The key at which it was found.</param>
/// <param name="Length">Size in bytes of what lies at that key: the manifest, or the bare document.</param>
/// <param name="LastModified">When that was written (UTC).</param>
public sealed record RawReference(DocumentName Name, string Key, long Length, DateTimeOffset LastModified);
