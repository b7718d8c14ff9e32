using System.Globalization;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary><c>/me/…</c>: what belongs to the user behind the token.</summary>
internal sealed class MeEndpoints(SimulatedCatalogue catalogue, MusicRenderer music, MusicEndpoints albums, PlaylistRenderer playlists, bool awkward)
{
    public Reply Me(ApiCall call) => call.Caller.IsUser ? call.Json(pen => UserRenderer.Me(pen, catalogue, call.Shape)) : ApiError.NoUser;

    /// <summary>
    /// The user's playlists. A null stands where Spotify hides one of its own lists. Old apps get links to <c>/users/{id}/playlists</c>, whichever
    /// of the two they called, as captured in joostlek/python-spotify.
    /// </summary>
    public Reply Playlists(ApiCall call, string path) => Scoped(call, "playlist-read-private") ?? Page(call, (offset, limit) =>
    {
        var address = call.Address(call.IsRestricted ? path : $"users/{catalogue.UserId}/playlists");
        var hidden = awkward && catalogue.Playlists.Count > 1 ? 1 : -1;
        var total = catalogue.Playlists.Count + (hidden > 0 ? 1 : 0);
        return call.Json(pen => PageRenderer.Page(pen, new PageLinks(address, offset, limit), total, index =>
        {
            if (index == hidden)
            {
                pen.Json.WriteNullValue();
            }
            else
            {
                playlists.Line(pen, catalogue.Playlists[hidden >= 0 && index > hidden ? index - 1 : index], call.Shape);
            }
        }));
    });

    public Reply SavedTracks(ApiCall call) => Scoped(call, "user-library-read") ?? Page(call, (offset, limit) =>
    {
        var saved = catalogue.Library.SavedSongs(call.Shape.Day);
        var links = new PageLinks(call.Address("me/tracks"), offset, limit, call.Extra("market"));
        return call.Json(pen => PageRenderer.Page(pen, links, saved.Count, index =>
        {
            pen.Json.WriteStartObject();
            pen.Json.WriteString("added_at"u8, Second(saved[index].AddedAt));
            pen.Json.WritePropertyName("track"u8);
            music.Song(pen, saved[index].Song, call.Shape);
            pen.Json.WriteEndObject();
        }));
    });

    /// <summary>Every twentieth saved album has been taken down since: null in its place.</summary>
    public Reply SavedAlbums(ApiCall call) => Scoped(call, "user-library-read") ?? Page(call, (offset, limit) =>
    {
        var saved = catalogue.Library.SavedAlbums(call.Shape.Day);
        var links = new PageLinks(call.Address("me/albums"), offset, limit, call.Extra("market"));
        return call.Json(pen => PageRenderer.Page(pen, links, saved.Count, index =>
        {
            if (awkward && index % 20 == 7)
            {
                pen.Json.WriteNullValue();
                return;
            }

            pen.Json.WriteStartObject();
            pen.Json.WriteString("added_at"u8, Second(saved[index].AddedAt));
            pen.Json.WritePropertyName("album"u8);
            albums.WholeAlbum(pen, saved[index].Album, call);
            pen.Json.WriteEndObject();
        }));
    });

    public Reply Top(ApiCall call, string type)
    {
        var range = call.Query.TryGetValue("time_range", out var given) ? given.ToString() : "medium_term";
        if (range is not ("short_term" or "medium_term" or "long_term"))
        {
            return ApiError.Bad("Invalid time range");
        }

        return Scoped(call, "user-top-read") ?? Page(call, (offset, limit) =>
        {
            var links = new PageLinks(call.Address("me/top/" + type), offset, limit, call.Extra("time_range"));
            if (type == "artists")
            {
                var artists = catalogue.Library.TopArtists(range, call.Shape.Day);
                return call.Json(pen => PageRenderer.Page(pen, links, artists.Count, index => music.Artist(pen, artists[index], call.Shape)));
            }

            var songs = catalogue.Library.TopSongs(range, call.Shape.Day);
            return call.Json(pen => PageRenderer.Page(pen, links, songs.Count, index => music.Song(pen, songs[index], call.Shape)));
        });
    }

    /// <summary>No <c>total</c>; an empty page has <c>cursors: null</c>; the cursors never reach beyond the last fifty plays.</summary>
    public Reply RecentlyPlayed(ApiCall call)
    {
        if (Scoped(call, "user-read-recently-played") is { } refused)
        {
            return refused;
        }

        if (!call.Number("limit", 20, 1, 50, out var limit))
        {
            return ApiError.InvalidLimit;
        }

        var (hasAfter, hasBefore) = (call.Query.TryGetValue("after", out var afterText), call.Query.TryGetValue("before", out var beforeText));
        var (after, before) = (long.MinValue, long.MaxValue);
        if ((hasAfter && hasBefore) || (hasAfter && !Milliseconds(afterText.ToString(), out after)) || (hasBefore && !Milliseconds(beforeText.ToString(), out before)))
        {
            return ApiError.Bad(hasAfter && hasBefore ? "Only one of after and before may be given" : "Invalid cursor");
        }

        var plays = catalogue.PlaysAt(call.Now)
            .Where(play => play.PlayedAt.ToUnixTimeMilliseconds() > after && play.PlayedAt.ToUnixTimeMilliseconds() < before)
            .Take(limit)
            .ToArray();
        var address = call.Address("me/player/recently-played");
        var size = limit.ToString(CultureInfo.InvariantCulture);
        return call.Json(pen => History(pen, plays, call, address, size, hasAfter));
    }

    private void History(JsonPen pen, SimulatedPlay[] plays, ApiCall call, string address, string limit, bool forward)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var play in plays)
        {
            json.WriteStartObject();
            json.WritePropertyName("track"u8);
            music.Song(pen, play.Song, call.Shape);
            json.WriteString("played_at"u8, Moment(play.PlayedAt));
            if (play.Context is { } context)
            {
                json.WriteStartObject("context"u8);
                pen.Reference(EntityLinks.Playlist, context.Id);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNull("context"u8);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (plays.Length == 0)
        {
            json.WriteNull("next"u8);
            json.WriteNull("cursors"u8);
        }
        else
        {
            var newest = plays[0].PlayedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            var oldest = plays[^1].PlayedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            json.WriteString("next"u8, $"{address}?{(forward ? "after=" + newest : "before=" + oldest)}&limit={limit}");
            json.WriteStartObject("cursors"u8);
            json.WriteString("after"u8, newest);
            json.WriteString("before"u8, oldest);
            json.WriteEndObject();
        }

        json.WriteNumber("limit"u8, int.Parse(limit, CultureInfo.InvariantCulture));
        json.WriteString("href"u8, $"{address}?limit={limit}{call.Extra("after", "before")}");
        json.WriteEndObject();
    }

    private static Reply? Scoped(ApiCall call, string scope) =>
        call.Caller.IsUser && call.Caller.Scopes.Contains(scope) ? null : ApiError.InsufficientScope;

    private static Reply Page(ApiCall call, Func<int, int, Reply> answer) =>
        call.Window(20, 50, out var offset, out var limit) ?? answer(offset, limit);

    private static bool Milliseconds(string text, out long milliseconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds);

    private static string Second(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset time) =>
        time.Millisecond == 0 ? Second(time) : time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
