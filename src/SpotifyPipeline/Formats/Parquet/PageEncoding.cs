namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Parquet's encodings, by their number in the format.</summary>
internal enum PageEncoding
{
    Plain = 0,
    RunLength = 3,
    Dictionary = 8,
}
