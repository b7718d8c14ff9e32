namespace SpotifyPipeline.Formats;

/// <summary>How JSON Lines files are written.</summary>
public sealed record JsonLinesFormatOptions
{
    /// <summary>Whether the file is compressed with gzip. The default is true.</summary>
    public bool Gzip { get; init; } = true;
}
