using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>A track, full or simplified, or a local file. The boolean members <c>track</c> and <c>episode</c> of playlist tracks are left out.</summary>
public sealed class Track : SpotifyEntity
{
    /// <summary>The album; null for simplified tracks.</summary>
    [JsonConverter(typeof(ObjectOrNull<Album>))]
    public Album? Album { get; init; }

    /// <summary>The artists, main one first.</summary>
    public IReadOnlyList<Artist?>? Artists { get; init; }

    /// <summary>The disc, from 1.</summary>
    public int? DiscNumber { get; init; }

    /// <summary>The number on its disc, from 1; 0 for local files.</summary>
    public int? TrackNumber { get; init; }

    /// <summary>Milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether the lyrics are marked explicit.</summary>
    public bool? Explicit { get; init; }

    /// <summary>Whether it is a file of the user's own.</summary>
    public bool? IsLocal { get; init; }

    /// <summary>0 to 100; null for simplified tracks and newer apps.</summary>
    public int? Popularity { get; init; }

    /// <summary>The ISRC; null for simplified tracks.</summary>
    [JsonConverter(typeof(ObjectOrNull<ExternalIds>))]
    public ExternalIds? ExternalIds { get; init; }
}
