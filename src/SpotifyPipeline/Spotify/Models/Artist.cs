using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>An artist, full or simplified.</summary>
public sealed class Artist : SpotifyEntity
{
    /// <summary>Genres; null for simplified artists and newer apps.</summary>
    public IReadOnlyList<string?>? Genres { get; init; }

    /// <summary>0 to 100; null for simplified artists and newer apps.</summary>
    public int? Popularity { get; init; }

    /// <summary>Followers; null for simplified artists and newer apps.</summary>
    [JsonConverter(typeof(ObjectOrNull<Followers>))]
    public Followers? Followers { get; init; }

    /// <summary>Pictures, largest first.</summary>
    public IReadOnlyList<Image?>? Images { get; init; }
}
