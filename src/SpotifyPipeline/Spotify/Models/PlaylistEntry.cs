using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>One place in a playlist.</summary>
public sealed class PlaylistEntry
{
    /// <summary>When it was added; null when unknown, for which Spotify also sends 1970-01-01.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Who added it.</summary>
    [JsonConverter(typeof(ObjectOrNull<User>))]
    public User? AddedBy { get; init; }

    /// <summary>Whether it is a file of the user's own.</summary>
    public bool? IsLocal { get; init; }

    /// <summary>The kind of what stands here (<c>track</c>, <c>episode</c>, others later); null when it was removed, is not available or has no kind.</summary>
    [JsonIgnore]
    public string? ItemType => Content?.Type;

    /// <summary>The track, if it is one or has no kind.</summary>
    [JsonIgnore]
    public Track? Track => Content?.Track;

    /// <summary>The episode, if it is one.</summary>
    [JsonIgnore]
    public Episode? Episode => Content?.Episode;

    [JsonInclude]
    [JsonPropertyName("item")]
    [JsonConverter(typeof(PlayableReader))]
    internal Playable? NewContent { get; init; }

    [JsonInclude]
    [JsonPropertyName("track")]
    [JsonConverter(typeof(PlayableReader))]
    internal Playable? OldContent { get; init; }

    private Playable? Content => NewContent ?? OldContent;
}
