using SpotifyPipeline.Simulator.Catalogue;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary><c>/tracks</c>, <c>/albums</c> and <c>/artists</c>, one by one and in batches.</summary>
internal sealed class MusicEndpoints(SimulatedCatalogue catalogue, MusicRenderer renderer)
{
    private const int AlbumTracks = 50;

    public Reply Track(ApiCall call, string id) =>
        One(id, catalogue.FindSong, song => call.Json(pen => renderer.Song(pen, song, call.Shape)));

    public Reply Tracks(ApiCall call) => Many(call, 50, "tracks", catalogue.FindSong, (pen, song) => renderer.Song(pen, song, call.Shape));

    public Reply Album(ApiCall call, string id) => One(id, catalogue.FindAlbum, album => call.Json(pen => WholeAlbum(pen, album, call)));

    public Reply Albums(ApiCall call) => Many(call, 20, "albums", catalogue.FindAlbum, (pen, album) => WholeAlbum(pen, album, call));

    public Reply Artist(ApiCall call, string id) =>
        One(id, catalogue.FindArtist, artist => call.Json(pen => renderer.Artist(pen, artist, call.Shape)));

    public Reply Artists(ApiCall call) => Many(call, 50, "artists", catalogue.FindArtist, (pen, artist) => renderer.Artist(pen, artist, call.Shape));

    public Reply AlbumTracksPage(ApiCall call, string id) => One(id, catalogue.FindAlbum, album =>
        call.Window(20, AlbumTracks, out var offset, out var limit) ?? call.Json(pen => SongPage(pen, album, call, offset, limit)));

    public Reply ArtistAlbums(ApiCall call, string id) => One(id, catalogue.FindArtist, artist =>
    {
        if (call.Window(call.IsRestricted ? 5 : 20, call.IsRestricted ? 10 : 50, out var offset, out var limit) is { } refused)
        {
            return refused;
        }

        var groups = call.Query["include_groups"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        var albums = catalogue.AlbumsWith(artist)
            .Select(album => (Album: album, Group: album.Artists.Contains(artist) ? album.AlbumType : "appears_on"))
            .Where(pair => groups.Length == 0 || groups.Contains(pair.Group))
            .ToArray();
        var links = new PageLinks(call.Address($"artists/{id}/albums"), offset, limit, call.Extra("include_groups", "market"));
        return call.Json(pen => PageRenderer.Page(
            pen,
            links,
            albums.Length,
            index => renderer.SimplifiedAlbum(pen, albums[index].Album, call.Shape, albums[index].Group)));
    });

    /// <summary>The album with its first fifty songs; also what a saved album holds.</summary>
    public void WholeAlbum(JsonPen pen, SimulatedAlbum album, ApiCall call)
    {
        renderer.AlbumHead(pen, album, call.Shape);
        pen.Json.WritePropertyName("tracks"u8);
        SongPage(pen, album, call, 0, AlbumTracks);
        pen.Json.WriteEndObject();
    }

    private void SongPage(JsonPen pen, SimulatedAlbum album, ApiCall call, int offset, int limit)
    {
        var links = new PageLinks(call.Address($"albums/{album.Id}/tracks"), offset, limit, call.Extra("market"));
        PageRenderer.Page(pen, links, album.Songs.Count, index => renderer.SimplifiedSong(pen, album.Songs[index], call.Shape));
    }

    private static Reply One<T>(string id, Func<string, T?> find, Func<T, Reply> answer)
        where T : class => !SpotifyId.IsValid(id) ? ApiError.InvalidId : find(id) is { } found ? answer(found) : ApiError.NotFound;

    // An unknown id gives null in its place.
    private static Reply Many<T>(ApiCall call, int maximum, string key, Func<string, T?> find, Action<JsonPen, T> write)
        where T : class => call.Ids(maximum, out var ids) ?? call.Json(pen =>
        {
            pen.Json.WriteStartObject();
            pen.Json.WriteStartArray(key);
            foreach (var id in ids)
            {
                if (find(id) is { } found)
                {
                    write(pen, found);
                }
                else
                {
                    pen.Json.WriteNullValue();
                }
            }

            pen.Json.WriteEndArray();
            pen.Json.WriteEndObject();
        });
}
