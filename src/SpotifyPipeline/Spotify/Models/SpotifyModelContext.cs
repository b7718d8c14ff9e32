using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>The generated readers of all models.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = 256,
    Converters =
    [
        typeof(IntegerOrNull),
        typeof(LongOrNull),
        typeof(BooleanOrNull),
        typeof(TextOrNull),
        typeof(MomentOrNull),
        typeof(TextListOrNull),
        typeof(ListOrNull<Image>),
        typeof(ListOrNull<Artist>),
        typeof(ListOrNull<Album>),
        typeof(ListOrNull<Track>),
        typeof(ListOrNull<Episode>),
        typeof(ListOrNull<Playlist>),
        typeof(ListOrNull<PlaylistEntry>),
        typeof(ListOrNull<PlayHistory>),
        typeof(ListOrNull<SavedItem>),
    ])]
[JsonSerializable(typeof(Playlist))]
[JsonSerializable(typeof(PlaylistEntry))]
[JsonSerializable(typeof(Track))]
[JsonSerializable(typeof(Album))]
[JsonSerializable(typeof(Artist))]
[JsonSerializable(typeof(Episode))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(SearchResults))]
[JsonSerializable(typeof(Paging<Playlist>))]
[JsonSerializable(typeof(Paging<PlaylistEntry>))]
[JsonSerializable(typeof(Paging<Track>))]
[JsonSerializable(typeof(Paging<Album>))]
[JsonSerializable(typeof(Paging<Artist>))]
[JsonSerializable(typeof(Paging<Episode>))]
[JsonSerializable(typeof(Paging<PlayHistory>))]
[JsonSerializable(typeof(Paging<SavedItem>))]
internal sealed partial class SpotifyModelContext : JsonSerializerContext;
