namespace SpotifyPipeline.Spotify.Models;

/// <summary>A cover. Addresses of playlist covers end within a day: never a key.</summary>
public sealed class Image
{
    /// <summary>Where the picture is.</summary>
    public string? Url { get; init; }

    /// <summary>Pixels; null for mosaics and uploads.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels; null for mosaics and uploads.</summary>
    public int? Height { get; init; }
}
