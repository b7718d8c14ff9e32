using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>
/// The rows of a page of playlist entries by way of JsonDocument, objects and LINQ: slow, simple, and with nothing of the library in it.
/// Says null where a page is something else (an album, a search result), which it does not know.
/// </summary>
internal sealed partial class DtoPath
{
    private static readonly string[] Elsewhere = ["/me/", "/search", "/albums", "/artists", "/player/"];
    private readonly List<Artist> _artists = [];
    private readonly List<Album> _albums = [];
    private readonly List<Track> _tracks = [];
    private readonly List<Entry> _entries = [];
    private bool _isOther;

    /// <exception cref="JsonException">The page is no JSON in UTF-8.</exception>
    public static string? Rows(byte[] page)
    {
        if (!System.Text.Unicode.Utf8.IsValid(page))
        {
            throw new JsonException("not UTF-8");
        }

        using var json = JsonDocument.Parse(page.AsSpan().StartsWith("\uFEFF"u8) ? page.AsMemory(3) : page);
        return new DtoPath().Read(json.RootElement);
    }

    private string? Read(JsonElement root)
    {
        if (KindOf(root) != "page")
        {
            return null;
        }

        string? href = null;
        int? offset = null;
        foreach (var (name, value) in Members(root))
        {
            switch (name)
            {
                case "items" when value.ValueKind == JsonValueKind.Array:
                    foreach (var element in value.EnumerateArray())
                    {
                        ReadElement(element);
                    }

                    break;
                case "href":
                    href = Text(value);
                    break;
                case "offset":
                    offset = Int(value);
                    break;
            }
        }

        var isElsewhere = href is not null && !href.Contains("/playlists/", StringComparison.Ordinal) && Elsewhere.Any(e => href.Contains(e, StringComparison.Ordinal));
        return _isOther || isElsewhere ? null : Print(Math.Max(offset ?? 0, 0));
    }

    private void ReadElement(JsonElement element)
    {
        var entry = new Entry();
        switch (element.ValueKind == JsonValueKind.Object ? KindOf(element) : "nothing")
        {
            case "entry":
                ReadEntry(element, entry);
                break;
            case "track" or "episode":
                ReadItem(element, entry);
                break;
            case "nothing" or "other":
                break;
            default:
                _isOther = true;
                break;
        }

        _entries.Add(entry);
    }

    private void ReadEntry(JsonElement element, Entry entry)
    {
        var hasItem = false;
        var isLocal = false;
        var mark = Mark();
        foreach (var (name, value) in Members(element))
        {
            switch (name)
            {
                case "item" when value.ValueKind == JsonValueKind.Object:
                case "track" when value.ValueKind == JsonValueKind.Object && !hasItem:
                    hasItem |= name == "item";
                    CutTo(mark);
                    ReadItem(value, entry);
                    break;
                case "album" or "episode" or "played_at":
                    _isOther = true;
                    break;
                case "added_at":
                    entry.AddedAt = Text(value);
                    break;
                case "added_by":
                    entry.AddedBy = Member(value, "id");
                    break;
                case "is_local":
                    isLocal = value.ValueKind == JsonValueKind.True;
                    break;
            }
        }

        entry.Kind = isLocal && entry.Kind == "track" ? "local" : entry.Kind;
    }

    private void ReadItem(JsonElement element, Entry entry)
    {
        var mark = Mark();
        var track = new Track();
        var isLocal = false;
        JsonElement type = default, uri = default;
        foreach (var (name, value) in Members(element))
        {
            switch (name)
            {
                case "id":
                    track.Id = Text(value);
                    break;
                case "uri":
                    uri = value;
                    break;
                case "type":
                    type = value;
                    break;
                case "name":
                    track.Name = Text(value);
                    break;
                case "album" when value.ValueKind == JsonValueKind.Object:
                    track.Album = ReadAlbum(value);
                    break;
                case "artists":
                    track.Artists = ReadArtists(value);
                    break;
                case "explicit":
                    track.Explicit = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
                    break;
                case "is_local":
                    isLocal = value.ValueKind == JsonValueKind.True;
                    break;
                case "popularity":
                    track.Popularity = Int(value);
                    break;
                case "duration_ms":
                    track.Duration = Long(value);
                    break;
                case "disc_number":
                    track.Disc = Int(value);
                    break;
                case "track_number":
                    track.Number = Int(value);
                    break;
                case "external_ids":
                    track.Isrc = NotEmpty(Member(value, "isrc"));
                    break;
                case "external_urls":
                    track.Url = NotEmpty(Member(value, "spotify"));
                    break;
            }
        }

        var isLocalUri = Begins(uri, "spotify:local:");
        entry.Uri = NotEmpty(Text(uri));
        entry.Popularity = null;
        entry.Track = null;
        entry.Kind = NotEmpty(Text(type)) is null
            ? isLocal || isLocalUri ? "local" : Begins(uri, "spotify:episode:") ? "episode" : "track"
            : TypeOf(type) switch { "track" => isLocal || isLocalUri ? "local" : "track", "episode" => "episode", _ => "unavailable" };
        if (entry.Kind is "track" or "local")
        {
            entry.Popularity = track.Popularity;
            entry.Track = track;
            _tracks.Add(track);
        }
        else
        {
            CutTo(mark);
        }
    }

    private Album ReadAlbum(JsonElement element)
    {
        var album = new Album();
        _albums.Add(album);
        foreach (var (name, value) in Members(element))
        {
            switch (name)
            {
                case "id":
                    album.Id = Text(value);
                    break;
                case "name":
                    album.Name = Text(value);
                    break;
                case "label":
                    album.Label = Text(value);
                    break;
                case "tracks" when value.ValueKind == JsonValueKind.Object:
                    _isOther = true;
                    break;
                case "artists":
                    album.Artists = ReadArtists(value);
                    break;
                case "album_type":
                    album.Type = NotEmpty(Text(value));
                    break;
                case "popularity":
                    album.Popularity = Int(value);
                    break;
                case "release_date":
                    album.Released = NotEmpty(Text(value));
                    break;
                case "release_date_precision":
                    album.Precision = NotEmpty(Text(value));
                    break;
                case "total_tracks":
                    album.Total = Int(value);
                    break;
                case "external_ids":
                    album.Upc = NotEmpty(Member(value, "upc"));
                    break;
                case "external_urls":
                    album.Url = NotEmpty(Member(value, "spotify"));
                    break;
            }
        }

        return album;
    }

    private List<Artist> ReadArtists(JsonElement value)
    {
        var credits = new List<Artist>();
        foreach (var element in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default)
        {
            var artist = new Artist();
            foreach (var (name, member) in element.ValueKind == JsonValueKind.Object ? Members(element) : [])
            {
                switch (name)
                {
                    case "id":
                        artist.Id = Text(member);
                        break;
                    case "name":
                        artist.Name = Text(member);
                        break;
                    case "popularity":
                        artist.Popularity = Int(member);
                        break;
                    case "followers":
                        artist.Followers = member.ValueKind == JsonValueKind.Object ? Members(member).Where(m => m.Name == "total").Select(m => Long(m.Value)).LastOrDefault() : null;
                        break;
                    case "genres":
                        artist.Genres = member.ValueKind == JsonValueKind.Array ? [.. member.EnumerateArray().Select(Text).OfType<string>()] : null;
                        break;
                    case "external_urls":
                        artist.Url = NotEmpty(Member(member, "spotify"));
                        break;
                }
            }

            _artists.Add(artist);
            credits.Add(artist);
        }

        return credits;
    }

    private (int Artists, int Albums, int Tracks) Mark() => (_artists.Count, _albums.Count, _tracks.Count);

    private void CutTo((int Artists, int Albums, int Tracks) mark)
    {
        _artists.RemoveRange(mark.Artists, _artists.Count - mark.Artists);
        _albums.RemoveRange(mark.Albums, _albums.Count - mark.Albums);
        _tracks.RemoveRange(mark.Tracks, _tracks.Count - mark.Tracks);
    }

    private string Print(int first)
    {
        var text = new StringBuilder();
        foreach (var songs in Known(_tracks, t => t.Id))
        {
            Line("songs", songs.Key, First(songs, t => t.Name), First(songs, t => NotEmpty(t.Album?.Id)), First(songs, t => t.Duration), First(songs, t => t.Explicit), First(songs, t => t.Popularity),
                First(songs, t => t.Number), First(songs, t => t.Disc), First(songs, t => t.Isrc), First(songs, t => t.Url));
        }

        foreach (var albums in Known(_albums, a => a.Id))
        {
            Line("albums", albums.Key, First(albums, a => a.Name), First(albums, a => a.Type) is string type ? Lower(type) : null, First(albums, a => Day(a.Released)), First(albums, a => a.Precision),
                First(albums, a => a.Released), First(albums, a => a.Total), First(albums, a => a.Label), First(albums, a => a.Upc), First(albums, a => a.Popularity), First(albums, a => a.Url));
        }

        foreach (var artists in Known(_artists, a => a.Id))
        {
            Line("artists", artists.Key, First(artists, a => a.Name), First(artists, a => a.Popularity), First(artists, a => a.Followers),
                First(artists, a => a.Genres is null ? null : "[" + string.Join(",", a.Genres) + "]"), First(artists, a => a.Url));
        }

        Credits("song_artists", _tracks.Select(t => (t.Id, t.Artists)));
        Credits("album_artists", _albums.Select(a => (a.Id, a.Artists)));
        var places = new HashSet<int>();
        for (var i = 0; i < _entries.Count; i++)
        {
            var place = (int)Math.Min((long)first + i, int.MaxValue - 1);
            if (places.Add(place))
            {
                var entry = _entries[i];
                Line("playlist_items", "pl1", null, place + 1, entry.Kind == "track" ? NotEmpty(entry.Track?.Id) : null, entry.Kind, entry.Uri, Moment(entry.AddedAt), NotEmpty(entry.AddedBy), entry.Popularity);
            }
        }

        return text.ToString();

        void Credits(string table, IEnumerable<(string? Id, List<Artist> Artists)> owners)
        {
            var done = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (id, artists) in owners.Where(o => NotEmpty(o.Id) is not null && o.Artists.Any(a => NotEmpty(a.Id) is not null)))
            {
                if (done.Add(id!))
                {
                    foreach (var credit in artists.Select((a, i) => (a.Id, Place: i + 1)).Where(c => NotEmpty(c.Id) is not null).DistinctBy(c => c.Id))
                    {
                        Line(table, id, credit.Id, credit.Place);
                    }
                }
            }
        }

        void Line(params object?[] cells) => text.AppendJoin(" | ", cells.Select(c => c switch
        {
            null => "∅",
            bool b => b ? "true" : "false",
            _ => Convert.ToString(c, CultureInfo.InvariantCulture),
        })).Append('\n');
    }

    // In the order of their first observation.
    private static IEnumerable<IGrouping<string, T>> Known<T>(List<T> all, Func<T, string?> id) => all.Where(a => NotEmpty(id(a)) is not null).GroupBy(a => id(a)!, StringComparer.Ordinal);

    private static object? First<T, TValue>(IEnumerable<T> observations, Func<T, TValue> value) => observations.Select(o => (object?)value(o)).FirstOrDefault(v => v is not null);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));

    private static int? Day(string? text) =>
        DateOnly.TryParseExact(text, (string[])["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber - new DateOnly(1970, 1, 1).DayNumber : null;

    private static long? Moment(string? text) =>
        text is not null && IsMoment().IsMatch(text)
        && DateTimeOffset.TryParse(text.Replace(' ', 'T'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && moment.ToUnixTimeMilliseconds() is var milliseconds and not 0 ? milliseconds : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex IsMoment();
}
