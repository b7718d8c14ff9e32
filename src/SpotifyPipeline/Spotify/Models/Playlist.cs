using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>A playlist, full or simplified.</summary>
public sealed class Playlist : SpotifyEntity
{
    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The owner.</summary>
    [JsonConverter(typeof(ObjectOrNull<User>))]
    public User? Owner { get; init; }

    /// <summary>The version of the playlist: its entries, but also its title and cover.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>Whether it is on the owner's profile.</summary>
    public bool? Public { get; init; }

    /// <summary>Whether others may change it.</summary>
    public bool? Collaborative { get; init; }

    /// <summary>Followers.</summary>
    [JsonConverter(typeof(ObjectOrNull<Followers>))]
    public Followers? Followers { get; init; }

    /// <summary>Covers.</summary>
    public IReadOnlyList<Image?>? Images { get; init; }

    /// <summary>
    /// The first page of the contents, <c>items</c> or else <c>tracks</c>; of simplified playlists only the total.
    /// Null when the contents are not permitted, which is not the same as empty.
    /// </summary>
    [JsonIgnore]
    public Paging<PlaylistEntry>? Contents => NewContents ?? OldContents;

    [JsonInclude]
    [JsonPropertyName("items")]
    [JsonConverter(typeof(ObjectOrNull<Paging<PlaylistEntry>>))]
    internal Paging<PlaylistEntry>? NewContents { get; init; }

    [JsonInclude]
    [JsonPropertyName("tracks")]
    [JsonConverter(typeof(ObjectOrNull<Paging<PlaylistEntry>>))]
    internal Paging<PlaylistEntry>? OldContents { get; init; }
}
