using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>One play of the account.</summary>
public sealed class PlayHistory
{
    /// <summary>The track.</summary>
    [JsonConverter(typeof(ObjectOrNull<Track>))]
    public Track? Track { get; init; }

    /// <summary>When it was played (UTC).</summary>
    public DateTimeOffset? PlayedAt { get; init; }

    /// <summary>What it was played from; null more often than not.</summary>
    [JsonConverter(typeof(ObjectOrNull<PlayContext>))]
    public PlayContext? Context { get; init; }
}
