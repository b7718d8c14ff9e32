namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Tells what an object is. Member order is not a promise, so names decide; <c>type</c> is read without case.</summary>
internal static class ObjectKinds
{
    /// <summary>Looks at the members up to the first that decides, and comes back to where it was.</summary>
    public static ObjectKind Of<TCursor>(ref TCursor cursor, ObjectKind hint)
        where TCursor : struct, IPageCursor
    {
        var place = cursor.Place;
        var kind = ObjectKind.Unknown;
        var looks = ObjectKind.Unknown;
        cursor.Enter();
        while (cursor.NextMember(out var name))
        {
            kind = Decide(name, ref cursor, ref looks);
            if (kind != ObjectKind.Unknown)
            {
                break;
            }

            cursor.Skip();
        }

        cursor.Place = place;
        return kind != ObjectKind.Unknown ? kind
            : looks != ObjectKind.Unknown ? looks
            : hint != ObjectKind.Unknown ? hint
            : ObjectKind.Other;
    }

    /// <summary>The kind that the value of <c>type</c> names.</summary>
    public static ObjectKind OfType<TCursor>(ref TCursor cursor, Text type)
        where TCursor : struct, IPageCursor
    {
        if (type.IsNullOrEmpty || type.IsEscaped || type.Length > 8)
        {
            return ObjectKind.Other;
        }

        Span<byte> lower = stackalloc byte[8];
        System.Text.Ascii.ToLower(cursor.Raw(type), lower, out var length);
        lower = lower[..length];
        return lower.SequenceEqual("track"u8) ? ObjectKind.Track
            : lower.SequenceEqual("episode"u8) ? ObjectKind.Episode
            : lower.SequenceEqual("album"u8) ? ObjectKind.Album
            : lower.SequenceEqual("artist"u8) ? ObjectKind.Artist
            : lower.SequenceEqual("playlist"u8) ? ObjectKind.Playlist
            : ObjectKind.Other;
    }

    private static ObjectKind Decide<TCursor>(ReadOnlySpan<byte> name, ref TCursor cursor, ref ObjectKind looks)
        where TCursor : struct, IPageCursor
    {
        var value = cursor.Kind;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("type"u8) && value == JsonKind.String:
                return OfType(ref cursor, cursor.Text());
            case 4 when name.SequenceEqual("item"u8) && value is JsonKind.Object or JsonKind.Null:
            case 5 when name.SequenceEqual("track"u8) && value is JsonKind.Object or JsonKind.Null:
            case 8 when name.SequenceEqual("added_at"u8) || name.SequenceEqual("added_by"u8):
            case 9 when name.SequenceEqual("played_at"u8):
                return ObjectKind.Entry;
            case 5 when name.SequenceEqual("items"u8):
                return value == JsonKind.Array ? ObjectKind.Page : value == JsonKind.Object ? ObjectKind.Playlist : ObjectKind.Unknown;
            case 5 when name.SequenceEqual("owner"u8):
            case 11 when name.SequenceEqual("snapshot_id"u8):
            case 13 when name.SequenceEqual("collaborative"u8):
                return ObjectKind.Playlist;
            case 10 when name.SequenceEqual("album_type"u8):
            case 11 when name.SequenceEqual("album_group"u8):
            case 12 when name.SequenceEqual("total_tracks"u8):
                return ObjectKind.Album;
            case 5 when name.SequenceEqual("error"u8):
            case 6 when name.SequenceEqual("device"u8):
            case 11 when name.SequenceEqual("progress_ms"u8):
            case 12 when name.SequenceEqual("danceability"u8):
                return ObjectKind.Other;
            default:
                looks = Stronger(looks, Looks(name, value));
                return ObjectKind.Unknown;
        }
    }

    // For objects from which someone has filtered the type: what the rest looks like.
    private static ObjectKind Looks(ReadOnlySpan<byte> name, JsonKind value) => name.Length switch
    {
        5 when name.SequenceEqual("album"u8) => ObjectKind.Track,
        11 when name.SequenceEqual("duration_ms"u8) || name.SequenceEqual("disc_number"u8) => ObjectKind.Track,
        12 when name.SequenceEqual("track_number"u8) => ObjectKind.Track,
        4 when name.SequenceEqual("show"u8) => ObjectKind.Episode,
        12 when name.SequenceEqual("release_date"u8) => ObjectKind.Album,
        6 when name.SequenceEqual("genres"u8) => ObjectKind.Artist,
        9 when name.SequenceEqual("followers"u8) => ObjectKind.Artist,
        6 when name.SequenceEqual("tracks"u8) || name.SequenceEqual("albums"u8) => List(value),
        7 when name.SequenceEqual("artists"u8) => List(value),
        8 when name.SequenceEqual("episodes"u8) => List(value),
        9 when name.SequenceEqual("playlists"u8) => List(value),
        _ => ObjectKind.Unknown,
    };

    private static ObjectKind List(JsonKind value) => value is JsonKind.Array or JsonKind.Object ? ObjectKind.Container : ObjectKind.Unknown;

    // A track has artists and an album; an album has artists, tracks and genres; a container has nothing but lists.
    private static ObjectKind Stronger(ObjectKind a, ObjectKind b) => Rank(b) > Rank(a) ? b : a;

    private static int Rank(ObjectKind kind) => kind switch
    {
        ObjectKind.Container => 1,
        ObjectKind.Artist => 2,
        ObjectKind.Album => 3,
        ObjectKind.Track => 4,
        ObjectKind.Episode => 5,
        _ => 0,
    };
}
