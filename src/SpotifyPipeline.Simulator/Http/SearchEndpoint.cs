using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary><c>/search</c>: every word of the query must be in the name or an artist's name; <c>isrc:</c>, <c>upc:</c> and <c>year:</c> filter.</summary>
internal sealed class SearchEndpoint(SimulatedCatalogue catalogue, MusicRenderer music, PlaylistRenderer playlists, bool awkward)
{
    // Spotify pages no further than this for any type.
    private const int Reachable = 1000;

    private static readonly string[] Types = ["album", "artist", "playlist", "track", "show", "episode", "audiobook"];

    public Reply Search(ApiCall call)
    {
        var query = call.Query["q"].ToString();
        if (query.Length == 0)
        {
            return ApiError.Bad("No search query");
        }

        var types = call.Query["type"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (types.Length == 0)
        {
            return ApiError.Bad("Missing parameter type");
        }

        if (Array.Find(types, type => !Types.Contains(type)) is { } unknown)
        {
            return ApiError.Bad($"Bad search type field {unknown}");
        }

        if (call.Window(call.IsRestricted ? 5 : 20, call.IsRestricted ? 10 : 50, out var offset, out var limit) is { } refused)
        {
            return refused;
        }

        if (offset > Reachable)
        {
            return ApiError.InvalidOffset;
        }

        var words = query.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return call.Json(pen =>
        {
            pen.Json.WriteStartObject();
            foreach (var type in types.Distinct())
            {
                var links = new PageLinks(call.Address("search"), offset, limit, $"&query={Uri.EscapeDataString(query)}&type={type}{call.Extra("market")}");
                pen.Json.WritePropertyName(type + "s");
                Results(pen, type, words, links, call.Shape);
            }

            pen.Json.WriteEndObject();
        });
    }

    private void Results(JsonPen pen, string type, string[] words, PageLinks links, Shape shape)
    {
        switch (type)
        {
            case "track":
                Page(pen, links, catalogue.Songs.Where(song => Matches(words, song.Name, song.Artists, song.Album, song.Isrc)), song => music.Song(pen, song, shape));
                break;
            case "album":
                Page(pen, links, catalogue.Albums.Where(album => Matches(words, album.Name, album.Artists, album, null)), album => music.SimplifiedAlbum(pen, album, shape));
                break;
            case "artist":
                Page(pen, links, catalogue.Artists.Where(artist => Matches(words, artist.Name, [], null, null)), artist => music.Artist(pen, artist, shape));
                break;
            case "playlist":
                var found = catalogue.Playlists.Where(playlist => Matches(words, playlist.Name, [], null, null)).Cast<SimulatedPlaylist?>();
                Page(pen, links, awkward ? found.Append(null) : found, playlist => Playlist(pen, playlist, shape));
                break;
            default:
                Page(pen, links, Array.Empty<object>(), _ => { });
                break;
        }
    }

    private static void Page<T>(JsonPen pen, PageLinks links, IEnumerable<T> matches, Action<T> write)
    {
        var all = matches.Take(Reachable).ToArray();
        PageRenderer.Page(pen, links, all.Length, index => write(all[index]));
    }

    // Spotify's own playlists are hidden from apps as null.
    private void Playlist(JsonPen pen, SimulatedPlaylist? playlist, Shape shape)
    {
        if (playlist is null)
        {
            pen.Json.WriteNullValue();
        }
        else
        {
            playlists.Line(pen, playlist, shape);
        }
    }

    private static bool Matches(string[] words, string name, IReadOnlyList<SimulatedArtist> artists, SimulatedAlbum? album, string? isrc) =>
        Array.TrueForAll(words, word => word.Split(':', 2) switch
        {
            ["isrc", var code] => string.Equals(code, isrc, StringComparison.OrdinalIgnoreCase),
            ["upc", var code] => string.Equals(code, album?.Upc, StringComparison.Ordinal),
            ["year", var year] => album is not null && album.ReleaseDate.StartsWith(year, StringComparison.Ordinal),
            ["artist", var part] => artists.Any(artist => Has(artist.Name, part)),
            ["album", var part] => album is not null && Has(album.Name, part),
            ["track", var part] => Has(name, part),
            _ => Has(name, word) || artists.Any(artist => Has(artist.Name, word)),
        });

    private static bool Has(string text, string part) => text.Contains(part.Trim('"'), StringComparison.OrdinalIgnoreCase);
}
