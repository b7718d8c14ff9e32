using System.Text.Json;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>Songs, albums and artists as the API words them, in full and simplified.</summary>
internal sealed class MusicRenderer(SimulatedCatalogue catalogue, Markets markets, bool awkward)
{
    /// <param name="pen">Where to write.</param>
    /// <param name="song">What to write.</param>
    /// <param name="shape">What may be shown.</param>
    /// <param name="inPlaylist">Inside a playlist a track also has the boolean members <c>episode</c> and <c>track</c>.</param>
    public void Song(JsonPen pen, SimulatedSong song, in Shape shape, bool inPlaylist = false)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WritePropertyName("album"u8);
        SimplifiedAlbum(pen, song.Album, shape);
        SongFacts(pen, song, shape);
        if (inPlaylist)
        {
            json.WriteBoolean("episode"u8, false);
            json.WriteBoolean("track"u8, true);
        }

        json.WriteStartObject("external_ids"u8);
        json.WriteString("isrc"u8, song.Isrc);
        json.WriteEndObject();
        if (shape.OldFields)
        {
            json.WriteNumber("popularity"u8, catalogue.PopularityOn(song, shape.Day));
        }

        json.WriteEndObject();
    }

    public void SimplifiedSong(JsonPen pen, SimulatedSong song, in Shape shape)
    {
        pen.Json.WriteStartObject();
        SongFacts(pen, song, shape);
        pen.Json.WriteEndObject();
    }

    /// <summary>The album without its songs; the caller closes the object.</summary>
    public void AlbumHead(JsonPen pen, SimulatedAlbum album, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        AlbumFacts(pen, album, shape);
        json.WriteStartArray("copyrights"u8);
        foreach (var type in (ReadOnlySpan<string>)["C", "P"])
        {
            json.WriteStartObject();
            pen.Text("text"u8, $"{album.ReleaseDate[..4]} {album.Label}");
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("external_ids"u8);
        json.WriteString("upc"u8, album.Upc);
        json.WriteEndObject();
        json.WriteStartArray("genres"u8);
        json.WriteEndArray();
        if (shape.OldFields)
        {
            json.WriteString("label"u8, album.Label);
            json.WriteNumber("popularity"u8, catalogue.PopularityOn(album, shape.Day));
        }
    }

    public void SimplifiedAlbum(JsonPen pen, SimulatedAlbum album, in Shape shape, string? group = null)
    {
        pen.Json.WriteStartObject();
        AlbumFacts(pen, album, shape);
        if (group is not null && shape.OldFields)
        {
            pen.Json.WriteString("album_group"u8, group);
        }

        pen.Json.WriteEndObject();
    }

    public void Artist(JsonPen pen, SimulatedArtist artist, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        pen.Identity(EntityLinks.Artist, artist.Id);
        pen.Text("name"u8, artist.Name);
        if (awkward && artist.Index % 9 == 8)
        {
            json.WriteStartArray("images"u8);
            json.WriteEndArray();
        }
        else
        {
            pen.Images("ab6761610000e5eb"u8, "ab67616100005174"u8, "ab6761610000f178"u8, catalogue.Bits(Topic.Image, artist.Index, 1));
        }

        if (shape.OldFields)
        {
            json.WriteStartObject("followers"u8);
            json.WriteNull("href"u8);
            json.WriteNumber("total"u8, catalogue.FollowersOn(artist, shape.Day));
            json.WriteEndObject();
            json.WriteStartArray("genres"u8);
            foreach (var genre in artist.Genres)
            {
                json.WriteStringValue(genre);
            }

            json.WriteEndArray();
            json.WriteNumber("popularity"u8, catalogue.PopularityOn(artist, shape.Day));
        }

        json.WriteEndObject();
    }

    public void AvailableMarkets(Utf8JsonWriter json, MarketCoverage coverage)
    {
        json.WritePropertyName("available_markets"u8);
        json.WriteRawValue(markets.ListJson(coverage), skipInputValidation: true);
    }

    private void SongFacts(JsonPen pen, SimulatedSong song, in Shape shape)
    {
        var json = pen.Json;
        SimplifiedArtists(pen, song.Artists);
        if (shape.OldFields)
        {
            AvailableMarkets(json, song.Markets);
        }

        json.WriteNumber("disc_number"u8, song.DiscNumber);
        json.WriteNumber("duration_ms"u8, song.DurationMs);
        json.WriteBoolean("explicit"u8, song.Explicit);
        pen.Identity(EntityLinks.Track, song.Id);
        json.WriteBoolean("is_local"u8, false);
        if (shape.Market is { } market)
        {
            var isPlayable = markets.Covers(song.Markets, market);
            json.WriteBoolean("is_playable"u8, isPlayable);
            if (!isPlayable)
            {
                json.WriteStartObject("restrictions"u8);
                json.WriteString("reason"u8, "market"u8);
                json.WriteEndObject();
            }
        }

        pen.Text("name"u8, song.Name);
        if (shape.OldFields)
        {
            json.WriteNull("preview_url"u8);
        }

        json.WriteNumber("track_number"u8, song.TrackNumber);
    }

    private void AlbumFacts(JsonPen pen, SimulatedAlbum album, in Shape shape)
    {
        var json = pen.Json;
        json.WriteString("album_type"u8, album.AlbumType);
        SimplifiedArtists(pen, album.Artists);
        if (shape.OldFields)
        {
            AvailableMarkets(json, album.Songs[0].Markets);
        }

        if (awkward && album.Index % 15 == 3)
        {
            json.WriteStartArray("images"u8);
            json.WriteEndArray();
        }
        else
        {
            pen.Images("ab67616d0000b273"u8, "ab67616d00001e02"u8, "ab67616d00004851"u8, catalogue.Bits(Topic.Image, album.Index, 2));
        }

        pen.Identity(EntityLinks.Album, album.Id);
        pen.Text("name"u8, album.Name);
        json.WriteString("release_date"u8, album.ReleaseDate);
        json.WriteString("release_date_precision"u8, album.ReleaseDatePrecision);
        json.WriteNumber("total_tracks"u8, album.Songs.Count);
    }

    private static void SimplifiedArtists(JsonPen pen, IReadOnlyList<SimulatedArtist> artists)
    {
        pen.Json.WriteStartArray("artists"u8);
        foreach (var artist in artists)
        {
            pen.Json.WriteStartObject();
            pen.Identity(EntityLinks.Artist, artist.Id);
            pen.Text("name"u8, artist.Name);
            pen.Json.WriteEndObject();
        }

        pen.Json.WriteEndArray();
    }
}
