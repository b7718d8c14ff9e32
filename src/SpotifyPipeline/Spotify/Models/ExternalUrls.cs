namespace SpotifyPipeline.Spotify.Models;

/// <summary>Links for people.</summary>
public sealed class ExternalUrls
{
    /// <summary>The page on open.spotify.com.</summary>
    public string? Spotify { get; init; }
}
