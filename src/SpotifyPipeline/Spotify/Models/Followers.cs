namespace SpotifyPipeline.Spotify.Models;

/// <summary>Who follows an artist or a playlist.</summary>
public sealed class Followers
{
    /// <summary>How many.</summary>
    public long? Total { get; init; }
}
