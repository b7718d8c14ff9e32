namespace SpotifyPipeline.Storage;

/// <summary>A range of bytes: from <paramref name="Offset"/> (0-based), at most <paramref name="Length"/> of them.</summary>
/// <param name="Offset">0 or more; at or past the end of the object gives no bytes.</param>
/// <param name="Length">1 or more.</param>
public readonly record struct ObjectRange(long Offset, long Length);
