using System.Globalization;
using System.Text;

namespace SpotifyPipeline.Benchmarks.Pages;

/// <summary>Writes pages of playlist entries: 45 % classic and compact, 25 % spaced, 10 % indented, 20 % in the shape of 2026.</summary>
internal sealed class PageGenerator
{
    private static readonly byte[][][] Markets = [.. MakeMarkets()];
    private readonly JsonOut[] _outs = [new(JsonStyle.Compact), new(JsonStyle.Spaced), new(JsonStyle.Indented)];
    private readonly byte[] _id = new byte[22];
    private readonly byte[] _albumId = new byte[22];
    private JsonOut _json = new(JsonStyle.Compact);
    private bool _isNew;

    /// <summary>Writes a folder of pages, <paramref name="mix"/> being a style number or -1 for the mix.</summary>
    public static void Write(string folder, int files, int entries, int mix)
    {
        Directory.CreateDirectory(folder);
        Parallel.For(0, Environment.ProcessorCount, worker =>
        {
            var generator = new PageGenerator();
            for (var file = worker; file < files; file += Environment.ProcessorCount)
            {
                using var stream = File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{file:D6}.json")));
                stream.Write(generator.Page(file, entries, mix));
            }
        });
    }

    public ReadOnlySpan<byte> Page(int file, int entries, int mix)
    {
        var style = mix >= 0 ? mix : Catalogue.Roll('m', file, 100) switch
        {
            < 45 => 0,
            < 70 => 1,
            < 80 => 2,
            _ => 3,
        };
        _isNew = style == 3;
        _json = _outs[_isNew ? 0 : style];
        _json.Clear();
        var playlist = new byte[22];
        Catalogue.Id('p', file, playlist);
        var href = Encoding.ASCII.GetBytes($"https://api.spotify.com/v1/playlists/{Encoding.ASCII.GetString(playlist)}/{(_isNew ? "items" : "tracks")}?offset=0&limit=100");
        _json.Open('{').Name("href"u8).Ascii(href).Name("items"u8).Open('[');
        for (var i = 0; i < entries; i++)
        {
            _json.Item();
            Entry(((long)file * entries) + i);
        }

        _json.Close(']').Name("limit"u8).Number(100).Name("next"u8).Literal("null"u8).Name("offset"u8).Number(0).Name("previous"u8).Literal("null"u8)
            .Name("total"u8).Number(entries).Close('}');
        return _json.Written;
    }

    private void Entry(long entry)
    {
        var odd = Catalogue.Roll('o', (int)entry, 1000);
        var user = (int)(entry / 37 % 5000);
        Catalogue.Id('u', user, _id);
        _json.Open('{').Name("added_at"u8).Ascii(Encoding.ASCII.GetBytes(DateTime.UnixEpoch.AddDays(16000 + Catalogue.Roll('d', (int)entry, 4400)).AddSeconds(Catalogue.Roll('s', (int)entry, 86400)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)))
            .Name("added_by"u8).Open('{').Name("external_urls"u8).Open('{').Name("spotify"u8).Joined("https://open.spotify.com/user/"u8, _id).Close('}')
            .Name("href"u8).Joined("https://api.spotify.com/v1/users/"u8, _id).Name("id"u8).Ascii(_id).Name("type"u8).Ascii("user"u8).Name("uri"u8).Joined("spotify:user:"u8, _id).Close('}')
            .Name("is_local"u8).Literal(odd == 1 ? "true"u8 : "false"u8).Name("primary_color"u8).Literal("null"u8).Name(_isNew ? "item"u8 : "track"u8);
        switch (odd)
        {
            case 0 or 2 or 3 or 4:
                _json.Literal("null"u8);
                break;
            case 1:
                Local();
                break;
            case >= 5 and < 13:
                Episode(Catalogue.SongOf(entry));
                break;
            default:
                Track(Catalogue.SongOf(entry));
                break;
        }

        _json.Name("video_thumbnail"u8).Open('{').Name("url"u8).Literal("null"u8).Close('}').Close('}');
    }

    private void Track(int song)
    {
        var album = Catalogue.AlbumOf(song);
        Catalogue.Id('t', song, _id);
        _json.Open('{').Name("album"u8);
        Album(album);
        _json.Name("artists"u8);
        Artists(album, Catalogue.ArtistCount(song));
        AvailableMarkets(song, album);
        _json.Name("disc_number"u8).Number(1).Name("duration_ms"u8).Number(90_000 + Catalogue.Roll('l', song, 300_000));
        if (!_isNew)
        {
            _json.Name("episode"u8).Literal("false"u8);
        }

        _json.Name("explicit"u8).Literal(Catalogue.Roll('e', song, 5) == 0 ? "true"u8 : "false"u8)
            .Name("external_ids"u8).Open('{');
        if (!_isNew)
        {
            _json.Name("isrc"u8).Ascii(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"USXX{song:D8}")));
        }

        _json.Close('}').Name("external_urls"u8).Open('{').Name("spotify"u8).Joined("https://open.spotify.com/track/"u8, _id).Close('}')
            .Name("href"u8).Joined("https://api.spotify.com/v1/tracks/"u8, _id).Name("id"u8).Ascii(_id).Name("is_local"u8).Literal("false"u8).Name("name"u8).Text(Catalogue.Title('t', song));
        if (!_isNew)
        {
            _json.Name("popularity"u8).Number(Catalogue.Roll('q', song, 100)).Name("preview_url"u8).Literal("null"u8).Name("track"u8).Literal("true"u8);
        }

        _json.Name("track_number"u8).Number(1 + Catalogue.Roll('n', song, 14)).Name("type"u8).Ascii("track"u8).Name("uri"u8).Joined("spotify:track:"u8, _id).Close('}');
    }

    private void Album(int album)
    {
        Catalogue.Id('a', album, _albumId);
        var (date, precision) = Released(album);
        _json.Open('{').Name("album_type"u8).Ascii(Catalogue.Roll('y', album, 3) == 0 ? "single"u8 : "album"u8).Name("artists"u8);
        Artists(album, 1);
        AvailableMarkets(album, album);
        _json.Name("external_urls"u8).Open('{').Name("spotify"u8).Joined("https://open.spotify.com/album/"u8, _albumId).Close('}')
            .Name("href"u8).Joined("https://api.spotify.com/v1/albums/"u8, _albumId).Name("id"u8).Ascii(_albumId).Name("images"u8).Open('[');
        foreach (var size in (ReadOnlySpan<int>)[640, 300, 64])
        {
            _json.Item().Open('{').Name("height"u8).Number(size).Name("url"u8).Joined("https://i.scdn.co/image/ab67616d0000b273"u8, _albumId).Name("width"u8).Number(size).Close('}');
        }

        _json.Close(']').Name("name"u8).Text(Catalogue.Title('a', album)).Name("release_date"u8).Ascii(Encoding.ASCII.GetBytes(date)).Name("release_date_precision"u8).Ascii(Encoding.ASCII.GetBytes(precision))
            .Name("total_tracks"u8).Number(1 + Catalogue.Roll('k', album, 20)).Name("type"u8).Ascii("album"u8).Name("uri"u8).Joined("spotify:album:"u8, _albumId).Close('}');
    }

    private void Artists(int album, int count)
    {
        Span<byte> id = stackalloc byte[22];
        _json.Open('[');
        for (var i = 0; i < count; i++)
        {
            var artist = Catalogue.ArtistOf(album, i);
            Catalogue.Id('r', artist, id);
            _json.Item().Open('{').Name("external_urls"u8).Open('{').Name("spotify"u8).Joined("https://open.spotify.com/artist/"u8, id).Close('}')
                .Name("href"u8).Joined("https://api.spotify.com/v1/artists/"u8, id).Name("id"u8).Ascii(id).Name("name"u8).Text(Catalogue.Title('r', artist)).Name("type"u8).Ascii("artist"u8)
                .Name("uri"u8).Joined("spotify:artist:"u8, id).Close('}');
        }

        _json.Close(']');
    }

    /// <summary>One in twenty is sold nowhere any more. A song is sold where its album is: three in five everywhere, the others nearly everywhere, in not many different ways.</summary>
    private void AvailableMarkets(int number, int album)
    {
        if (_isNew)
        {
            return;
        }

        var part = Catalogue.Roll('w', album, 100) < 60 ? 0 : (int)Math.Sqrt(Catalogue.Roll('W', album, Markets.Length * Markets.Length));
        _json.Name("available_markets"u8).Open('[');
        foreach (var code in Catalogue.Roll('v', number, 20) == 0 ? [] : Markets[part])
        {
            _json.Item().Ascii(code);
        }

        _json.Close(']');
    }

    private void Local() => _json.Open('{').Name("album"u8).Open('{').Name("album_type"u8).Literal("null"u8).Name("artists"u8).Open('[').Close(']').Name("id"u8).Literal("null"u8).Name("name"u8).Text("Mixtape")
        .Name("release_date"u8).Literal("null"u8).Name("type"u8).Ascii("album"u8).Close('}').Name("artists"u8).Open('[').Item().Open('{').Name("id"u8).Literal("null"u8).Name("name"u8).Text("Nobody").Close('}').Close(']')
        .Name("duration_ms"u8).Number(273_000).Name("id"u8).Literal("null"u8).Name("is_local"u8).Literal("true"u8).Name("name"u8).Text("From a file").Name("popularity"u8).Number(0)
        .Name("type"u8).Ascii("track"u8).Name("uri"u8).Ascii("spotify:local:Nobody:Mixtape:From+a+file:273"u8).Close('}');

    private void Episode(int number)
    {
        Catalogue.Id('e', number, _id);
        _json.Open('{').Name("description"u8).Text("About \"things\", é.").Name("duration_ms"u8).Number(1_800_000).Name("episode"u8).Literal("true"u8).Name("explicit"u8).Literal("false"u8)
            .Name("id"u8).Ascii(_id).Name("name"u8).Text(Catalogue.Title('e', number)).Name("show"u8).Open('{').Name("id"u8).Ascii(_id).Name("type"u8).Ascii("show"u8).Close('}')
            .Name("track"u8).Literal("false"u8).Name("type"u8).Ascii("episode"u8).Name("uri"u8).Joined("spotify:episode:"u8, _id).Close('}');
    }

    private static (string Date, string Precision) Released(int album)
    {
        var day = DateTime.UnixEpoch.AddDays(Catalogue.Roll('z', album, 20000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Catalogue.Roll('x', album, 50) switch
        {
            0 => ("0000", "year"),
            < 5 => (day[..4], "year"),
            5 => (day[..7], "month"),
            _ => (day, "day"),
        };
    }

    /// <summary>All codes, then 24 choices that lack up to 7 % of them.</summary>
    private static IEnumerable<byte[][]> MakeMarkets()
    {
        for (var part = 0; part < 25; part++)
        {
            yield return [.. Enumerable.Range(0, 184)
                .Where(i => Catalogue.Roll('c', (part * 184) + i, 100) >= part * 3 / 10)
                .Select(i => (byte[])[(byte)('A' + (i / 8 % 26)), (byte)('A' + (i * 7 % 26))])];
        }
    }
}
