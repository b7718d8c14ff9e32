namespace SpotifyPipeline.Storage;

/// <summary>A range of bytes: from <paramref name="Offset"/> (0-based), at most <paramref name="Length"/> of them.</summary>
/// <param name="Offset">0 or more; at or past the end of the object gives no bytes.</param>
/// <param name="Length">1 or more; <see cref="long.MaxValue"/> for all that follow.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is below its range.</exception>
public readonly record struct ObjectRange(long Offset, long Length)
{
    /// <summary>The first byte, 0-based.</summary>
    public long Offset { get; } = Offset >= 0 ? Offset : throw new ArgumentOutOfRangeException(nameof(Offset), Offset, "Expected 0 or more.");

    /// <summary>The most bytes to read, 1 or more.</summary>
    public long Length { get; } = Length >= 1 ? Length : throw new ArgumentOutOfRangeException(nameof(Length), Length, "Expected 1 or more.");
}
