namespace SpotifyPipeline.Formats;

/// <summary>How Parquet files are written.</summary>
public sealed record ParquetFormatOptions
{
    /// <summary>The most rows in one row group, 1 or more. The default is 122,880, as in DuckDB.</summary>
    /// <remarks>A call of <see cref="ITableWriter.WriteAsync"/> with more rows writes several row groups; one with fewer writes a smaller one.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int RowGroupSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 122_880;

    /// <summary>The size in bytes, before compression, that a data page does not pass unless one row alone does; 1,024 to 67,108,864. The default is 1,048,576 (1 MiB).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public int PageSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1_024);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64 << 20);
            field = value;
        }
    } = 1 << 20;

    /// <summary>How pages are compressed. The default is <see cref="ParquetCompression.Snappy"/>.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>How many columns of a large row group are encoded at once, 1 or more. The default is the number of processors. The bytes are the same for any value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>Pairs for the file's key-value metadata, written in ordinal order of their keys. The default is none.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyDictionary<string, string> Metadata
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = new Dictionary<string, string>();
}
