namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Parquet's physical types, by their number in the format.</summary>
internal enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Double = 5,
    ByteArray = 6,
}
