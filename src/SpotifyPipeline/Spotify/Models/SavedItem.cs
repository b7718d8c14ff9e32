using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>Something that the account has saved: one of track, album and episode is set.</summary>
public sealed class SavedItem
{
    /// <summary>When it was saved; null when unknown.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>The track, in a list of saved tracks.</summary>
    [JsonConverter(typeof(ObjectOrNull<Track>))]
    public Track? Track { get; init; }

    /// <summary>The album, in a list of saved albums.</summary>
    [JsonConverter(typeof(ObjectOrNull<Album>))]
    public Album? Album { get; init; }

    /// <summary>The episode, in a list of saved episodes; a dead one has no id.</summary>
    [JsonConverter(typeof(ObjectOrNull<Episode>))]
    public Episode? Episode { get; init; }
}
