using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Tests.Transformers;

internal sealed partial class DtoPath
{
    private sealed class Artist
    {
        public string? Id;
        public string? Name;
        public string? Url;
        public int? Popularity;
        public long? Followers;
        public List<string>? Genres;
    }

    private sealed class Album
    {
        public string? Id;
        public string? Name;
        public string? Type;
        public string? Released;
        public string? Precision;
        public string? Label;
        public string? Upc;
        public string? Url;
        public int? Total;
        public int? Popularity;
        public List<Artist> Artists = [];
    }

    private sealed class Track
    {
        public string? Id;
        public string? Name;
        public string? Isrc;
        public string? Url;
        public long? Duration;
        public bool? Explicit;
        public int? Popularity;
        public int? Number;
        public int? Disc;
        public Album? Album;
        public List<Artist> Artists = [];
    }

    private sealed class Entry
    {
        public string Kind = "unavailable";
        public string? Uri;
        public string? AddedAt;
        public string? AddedBy;
        public int? Popularity;
        public Track? Track;
    }

    /// <summary>What an object is, by the first member that decides; what it looks like where none does.</summary>
    private static string KindOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return "other";
        }

        var looks = (Rank: 0, Kind: "other");
        foreach (var (name, value) in Members(element))
        {
            var isThing = value.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
            var isList = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
            switch (name)
            {
                case "type" when value.ValueKind == JsonValueKind.String:
                    var type = TypeOf(value);
                    if (type != "other")
                    {
                        return type;
                    }

                    return "other";
                case "item" or "track" when isThing:
                case "added_at" or "added_by" or "played_at":
                    return "entry";
                case "items" when isList:
                    return value.ValueKind == JsonValueKind.Array ? "page" : "playlist";
                case "owner" or "snapshot_id" or "collaborative":
                    return "playlist";
                case "album_type" or "album_group" or "total_tracks":
                    return "album";
                case "error" or "device" or "progress_ms" or "danceability":
                    return "other";
                case "album" or "duration_ms" or "disc_number" or "track_number":
                    Look(4, "track");
                    break;
                case "show":
                    Look(5, "episode");
                    break;
                case "release_date":
                    Look(3, "album");
                    break;
                case "genres" or "followers":
                    Look(2, "artist");
                    break;
                case "tracks" or "albums" or "artists" or "episodes" or "playlists" when isList:
                    Look(1, "container");
                    break;
            }
        }

        return looks.Kind;

        void Look(int rank, string kind) => looks = rank > looks.Rank ? (rank, kind) : looks;
    }

    // A type written with escapes is nobody's.
    private static string TypeOf(JsonElement value) => value.ValueKind == JsonValueKind.String && !value.GetRawText().Contains('\\')
        && Lower(value.GetString()!) is "track" or "episode" or "album" or "artist" or "playlist" ? Lower(value.GetString()!) : "other";

    private static bool Begins(JsonElement value, string start) =>
        value.ValueKind == JsonValueKind.String && value.GetRawText().AsSpan(1).StartsWith(start, StringComparison.Ordinal);

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element) => element.EnumerateObject().Select(p => (NameOf(p), p.Value));

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no name that anybody knows.
            return "\uFFFD";
        }
    }

    private static string? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? Members(element).Where(m => m.Name == name).Select(m => Text(m.Value)).LastOrDefault() : null;

    private static long? Long(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        return value.TryGetInt64(out var whole) ? whole
            : value.TryGetDouble(out var real) && Math.Abs(real) <= 1L << 53 && Math.Truncate(real) == real ? (long)real
            : null;
    }

    private static int? Int(JsonElement value) => Long(value) is { } whole && whole is > int.MinValue and <= int.MaxValue ? (int)whole : null;

    private static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which becomes U+FFFD: decoded unit by unit here, and mended on the way through UTF-8.
            var raw = value.GetRawText();
            var units = new StringBuilder();
            for (var i = 1; i < raw.Length - 1; i++)
            {
                if (raw[i] != '\\')
                {
                    units.Append(raw[i]);
                    continue;
                }

                i++;
                if (raw[i] == 'u')
                {
                    units.Append((char)Convert.ToInt32(raw.Substring(i + 1, 4), 16));
                    i += 4;
                }
                else
                {
                    units.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
                }
            }

            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units.ToString()));
        }
    }
}
