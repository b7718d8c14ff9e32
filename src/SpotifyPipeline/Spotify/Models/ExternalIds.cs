namespace SpotifyPipeline.Spotify.Models;

/// <summary>Identifiers of the recording industry.</summary>
public sealed class ExternalIds
{
    /// <summary>The International Standard Recording Code of a track.</summary>
    public string? Isrc { get; init; }

    /// <summary>The Universal Product Code of an album.</summary>
    public string? Upc { get; init; }

    /// <summary>The European Article Number of an album.</summary>
    public string? Ean { get; init; }
}
