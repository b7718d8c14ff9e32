namespace SpotifyPipeline.Spotify.Models;

/// <summary>What a track was played from.</summary>
public sealed class PlayContext
{
    /// <summary>The kind: <c>playlist</c>, <c>album</c>, <c>artist</c>, <c>collection</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The URI.</summary>
    public string? Uri { get; init; }
}
