using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>What a search found, by kind; kinds that were not asked for are null.</summary>
public sealed class SearchResults
{
    /// <summary>Tracks.</summary>
    [JsonConverter(typeof(ObjectOrNull<Paging<Track>>))]
    public Paging<Track>? Tracks { get; init; }

    /// <summary>Albums.</summary>
    [JsonConverter(typeof(ObjectOrNull<Paging<Album>>))]
    public Paging<Album>? Albums { get; init; }

    /// <summary>Artists.</summary>
    [JsonConverter(typeof(ObjectOrNull<Paging<Artist>>))]
    public Paging<Artist>? Artists { get; init; }

    /// <summary>Playlists; those that the app may not see are null.</summary>
    [JsonConverter(typeof(ObjectOrNull<Paging<Playlist>>))]
    public Paging<Playlist>? Playlists { get; init; }
}
