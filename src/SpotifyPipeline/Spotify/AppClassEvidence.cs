using System.Text.Json;

namespace SpotifyPipeline.Spotify;

/// <summary>
/// Reads the app class off a reply: a playlist, a list of playlists or a page of playlist entries that was asked for without a
/// <c>fields</c> filter. An extended app may choose to receive both key sets; it then looks grandfathered, and is read the same way.
/// </summary>
internal static class AppClassEvidence
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The class that the reply shows; Unknown for other replies, empty lists and content that is not JSON.</summary>
    public static SpotifyAppClass Read(ReadOnlySpan<byte> reply)
    {
        reply = reply.StartsWith("\uFEFF"u8) ? reply[3..] : reply;
        try
        {
            var reader = new Utf8JsonReader(reply, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadRoot(ref reader) : SpotifyAppClass.Unknown;
        }
        catch (JsonException)
        {
            return SpotifyAppClass.Unknown;
        }
    }

    private static SpotifyAppClass ReadRoot(ref Utf8JsonReader reader)
    {
        var keys = Keys.None;
        var ofEntries = SpotifyAppClass.Unknown;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = KeyOf(ref reader);
            reader.Read();
            keys |= Counted(key, reader.TokenType);
            if (key == Keys.Items && reader.TokenType == JsonTokenType.StartArray)
            {
                ofEntries = ReadList(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return keys.HasFlag(Keys.Snapshot) ? OfPlaylist(keys) : ofEntries;
    }

    private static SpotifyAppClass ReadList(ref Utf8JsonReader reader)
    {
        var found = SpotifyAppClass.Unknown;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (found != SpotifyAppClass.Unknown || reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var keys = Keys.None;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = KeyOf(ref reader);
                reader.Read();
                keys |= Counted(key, reader.TokenType);
                reader.Skip();
            }

            found = keys.HasFlag(Keys.Snapshot) ? OfPlaylist(keys) : OfEntry(keys);
        }

        return found;
    }

    private static SpotifyAppClass OfPlaylist(Keys keys) => Of(keys.HasFlag(Keys.Tracks), keys.HasFlag(Keys.Items));

    // Saved tracks and play history have a "track" too, under every class; only playlist entries say who added them or where the file is.
    private static SpotifyAppClass OfEntry(Keys keys) =>
        keys.HasFlag(Keys.EntryMark) ? Of(keys.HasFlag(Keys.Track), keys.HasFlag(Keys.Item)) : SpotifyAppClass.Unknown;

    private static SpotifyAppClass Of(bool hasOld, bool hasNew) => (hasOld, hasNew) switch
    {
        (true, true) => SpotifyAppClass.Grandfathered,
        (true, false) => SpotifyAppClass.Extended,
        (false, true) => SpotifyAppClass.Restricted,
        _ => SpotifyAppClass.Unknown,
    };

    private static Keys KeyOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("items"u8) ? Keys.Items
        : reader.ValueTextEquals("tracks"u8) ? Keys.Tracks
        : reader.ValueTextEquals("item"u8) ? Keys.Item
        : reader.ValueTextEquals("track"u8) ? Keys.Track
        : reader.ValueTextEquals("snapshot_id"u8) ? Keys.Snapshot
        : reader.ValueTextEquals("added_by"u8) || reader.ValueTextEquals("is_local"u8) ? Keys.EntryMark
        : Keys.None;

    // "track": true is a flag that every track carries; a removed entry has null where the object was.
    private static Keys Counted(Keys key, JsonTokenType value) => key switch
    {
        Keys.Items or Keys.Tracks => value == JsonTokenType.StartObject ? key : Keys.None,
        Keys.Item or Keys.Track => value is JsonTokenType.StartObject or JsonTokenType.Null ? key : Keys.None,
        _ => key,
    };

    [Flags]
    private enum Keys
    {
        None = 0,
        Items = 1,
        Tracks = 2,
        Item = 4,
        Track = 8,
        Snapshot = 16,
        EntryMark = 32,
    }
}
