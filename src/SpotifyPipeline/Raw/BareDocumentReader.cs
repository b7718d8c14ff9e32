using System.Text.Json;

namespace SpotifyPipeline.Raw;

/// <summary>Looks at the outer members of a bare document and reads it to its end, so that damage is seen.</summary>
internal static class BareDocumentReader
{
    [Flags]
    private enum Saw
    {
        Nothing = 0,
        ItemsArray = 1 << 0,
        ItemsObject = 1 << 1,
        TracksArray = 1 << 2,
        TracksObject = 1 << 3,
        OtherLists = 1 << 4,
        PlaylistMark = 1 << 5,
        AlbumMark = 1 << 6,
        TrackMark = 1 << 7,
        ArtistMark = 1 << 8,
        Error = 1 << 9,
        AudioFeatures = 1 << 10,
        Playback = 1 << 11,
        Recording = 1 << 12,
        EpisodeMark = 1 << 13,
    }

    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static BareDocument Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        BareDocument? first = null;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            first = Object(ref reader);
        }
        else
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject && first is null)
                {
                    first = Object(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            first = first is null or { Kind: not (BareKind.Playlist or BareKind.None) } || first.Refusal is UnknownShape
                ? new BareDocument(BareKind.Array, null, null)
                : first;
        }

        // Reading on is how a second document behind the first is found.
        while (reader.Read())
        {
        }

        return first;
    }

    private const string UnknownShape =
        "Its members are none that this library knows; expected a page, a playlist, entries, albums, artists, tracks or recently played tracks of the Web API.";

    private static BareDocument Object(ref Utf8JsonReader reader)
    {
        var saw = Saw.Nothing;
        string? type = null, id = null, href = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var isText = reader.TokenType == JsonTokenType.String;
            switch (name)
            {
                case "type" when isText:
                    type = Text(ref reader)?.ToLowerInvariant();
                    break;
                case "id" when isText:
                    id = Text(ref reader);
                    break;
                case "href" when isText:
                    href = Text(ref reader);
                    break;
                default:
                    saw |= Mark(name!, reader.TokenType);
                    break;
            }

            reader.Skip();
        }

        var hrefId = href is null ? null : BareDocument.PlaylistIdOf(System.Text.Encoding.UTF8.GetBytes(href));
        return Decide(saw, type, string.IsNullOrEmpty(id) ? hrefId : id, hrefId);
    }

    // A lone surrogate has no text; such an id is none.
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Saw Mark(string name, JsonTokenType value) => (name, value) switch
    {
        ("items", JsonTokenType.StartArray) => Saw.ItemsArray,
        ("items", JsonTokenType.StartObject) => Saw.ItemsObject,
        ("tracks", JsonTokenType.StartArray) => Saw.TracksArray,
        ("tracks", JsonTokenType.StartObject) => Saw.TracksObject,
        ("albums" or "artists" or "episodes" or "playlists", JsonTokenType.StartArray or JsonTokenType.StartObject) => Saw.OtherLists,
        ("owner" or "snapshot_id" or "collaborative", _) => Saw.PlaylistMark,
        ("album_type" or "album_group" or "total_tracks" or "release_date", _) => Saw.AlbumMark,
        ("album" or "duration_ms" or "track_number" or "disc_number", _) => Saw.TrackMark,
        ("genres" or "followers", _) => Saw.ArtistMark,
        ("show", _) => Saw.EpisodeMark,
        ("error" or "error_description", _) => Saw.Error,
        ("audio_features" or "danceability", _) => Saw.AudioFeatures,
        ("device" or "progress_ms" or "currently_playing_type" or "currently_playing", _) => Saw.Playback,
        ("request" or "response", JsonTokenType.StartObject) => Saw.Recording,
        _ => Saw.Nothing,
    };

    private static BareDocument Decide(Saw saw, string? type, string? id, string? hrefId) => type switch
    {
        _ when saw.HasFlag(Saw.Error) => BareDocument.Refused("It is an error reply of the Web API and carries no rows."),
        _ when saw.HasFlag(Saw.AudioFeatures) || type == "audio_features" => BareDocument.Refused("It holds audio features, for which there is no table."),
        _ when saw.HasFlag(Saw.Playback) => BareDocument.Refused("It is the state of a player, for which there is no table."),
        _ when saw.HasFlag(Saw.ItemsArray) => new(BareKind.Page, hrefId, null),
        "playlist" => new(BareKind.Playlist, id, null),
        "album" => new(BareKind.Album, null, null),
        "artist" => new(BareKind.Artist, null, null),
        "track" => new(BareKind.Track, null, null),
        "episode" => new(BareKind.Episode, null, null),
        not null => BareDocument.Refused($"It is of type \"{type}\", for which there is no table."),
        _ when saw.HasFlag(Saw.PlaylistMark) || saw.HasFlag(Saw.ItemsObject) => new(BareKind.Playlist, id, null),
        _ when saw.HasFlag(Saw.TrackMark) => new(BareKind.Track, null, null),
        _ when saw.HasFlag(Saw.EpisodeMark) => new(BareKind.Episode, null, null),
        _ when saw.HasFlag(Saw.AlbumMark) => new(BareKind.Album, null, null),
        _ when saw.HasFlag(Saw.ArtistMark) => new(BareKind.Artist, null, null),
        _ when (saw & (Saw.TracksArray | Saw.TracksObject | Saw.OtherLists)) != 0 => new(BareKind.Several, null, null),
        _ when saw.HasFlag(Saw.Recording) => BareDocument.Refused("It is a recording of a request and its reply, not the reply itself."),
        _ => BareDocument.Refused(UnknownShape),
    };
}
