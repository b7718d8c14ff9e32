using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>What every object of the catalogue may have. Every member of every model is null when the reply does not hold it in a usable form.</summary>
public abstract class SpotifyEntity
{
    /// <summary>The id; null for local files.</summary>
    public string? Id { get; init; }

    /// <summary>The kind: <c>track</c>, <c>episode</c>, <c>album</c>, <c>artist</c>, <c>playlist</c>, <c>show</c>, <c>user</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The URI, <c>spotify:track:ID</c>; local files have <c>spotify:local:…</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>The address of the full object in the API.</summary>
    public string? Href { get; init; }

    /// <summary>The display name.</summary>
    public string? Name { get; init; }

    /// <summary>Links for people.</summary>
    [JsonConverter(typeof(ObjectOrNull<ExternalUrls>))]
    public ExternalUrls? ExternalUrls { get; init; }
}
