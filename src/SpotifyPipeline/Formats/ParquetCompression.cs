namespace SpotifyPipeline.Formats;

/// <summary>How the pages of a Parquet file are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Snappy: quick, and read by every engine.</summary>
    Snappy,
}
