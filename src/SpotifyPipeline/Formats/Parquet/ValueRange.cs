namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Bounds of the values of a chunk, in plain encoding without lengths; null when there is nothing to say.</summary>
/// <param name="Min">A value that none is smaller than.</param>
/// <param name="Max">A value that none is larger than.</param>
/// <param name="MinIsExact">Whether <paramref name="Min"/> occurs.</param>
/// <param name="MaxIsExact">Whether <paramref name="Max"/> occurs.</param>
internal readonly record struct ValueRange(byte[]? Min, byte[]? Max, bool MinIsExact = true, bool MaxIsExact = true)
{
    public void Write(ThriftWriter thrift, long nullCount)
    {
        thrift.Int64(3, nullCount);
        if (Min is not null && Max is not null)
        {
            thrift.Binary(5, Max);
            thrift.Binary(6, Min);
            thrift.Boolean(7, MaxIsExact);
            thrift.Boolean(8, MinIsExact);
        }
    }
}
