namespace SpotifyPipeline.Spotify.Models;

/// <summary>A podcast.</summary>
public sealed class Show : SpotifyEntity
{
    /// <summary>The publisher; null for newer apps.</summary>
    public string? Publisher { get; init; }

    /// <summary>How many episodes.</summary>
    public int? TotalEpisodes { get; init; }
}
