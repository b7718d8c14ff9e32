namespace SpotifyPipeline.Formats.Parquet;

/// <summary>The values of one column chunk without its NULLs, numbered from 0.</summary>
internal interface IChunkValues
{
    int Count { get; }

    /// <summary>The size of all values in plain encoding, in bytes.</summary>
    long PlainSize { get; }

    /// <summary>Whether a dictionary may be tried.</summary>
    bool AllowsDictionary { get; }

    /// <summary>For each value a small number, the same for equal values and no others; empty where that is not known before.</summary>
    ReadOnlySpan<int> Numbers => default;

    /// <summary>The size of one value in plain encoding, in bits.</summary>
    long PlainBits(int value);

    /// <summary>Hashes of the values from <paramref name="first"/> on, one for each place in <paramref name="hashes"/>. Equal values have equal hashes.</summary>
    void Hash(int first, Span<ulong> hashes);

    /// <summary>Whether two values of equal hash are equal.</summary>
    bool AreEqual(int value, int other);

    void WritePlain(PooledBuffer target, int first, int count);

    void WritePlain(PooledBuffer target, ReadOnlySpan<int> values);

    /// <summary>The smallest and the largest value; <paramref name="distinct"/>, if not empty, names values that stand for all.</summary>
    ValueRange Range(ReadOnlySpan<int> distinct);
}
