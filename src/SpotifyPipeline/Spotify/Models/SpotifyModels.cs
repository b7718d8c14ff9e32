using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>Reads replies of the Web API as typed objects, whichever app class they were sent to.</summary>
public static class SpotifyModels
{
    /// <summary>Reads one reply, for example <c>Read&lt;Playlist&gt;(page)</c> or <c>Read&lt;Paging&lt;PlaylistEntry&gt;&gt;(page)</c>.</summary>
    /// <typeparam name="T">
    /// <see cref="Playlist"/>, <see cref="Track"/>, <see cref="Album"/>, <see cref="Artist"/>, <see cref="Episode"/>, <see cref="User"/>,
    /// <see cref="PlaylistEntry"/>, <see cref="SearchResults"/>, or a <see cref="Paging{T}"/> of playlists, entries, tracks, albums, artists,
    /// episodes, <see cref="PlayHistory"/> or <see cref="SavedItem"/>.
    /// </typeparam>
    /// <param name="utf8Json">The bytes as received; a byte order mark is skipped.</param>
    /// <returns>The object; null when the document is not a JSON object. Members of an unexpected form are null.</returns>
    /// <exception cref="JsonException">The bytes are not one JSON document.</exception>
    /// <exception cref="NotSupportedException">The type is not one of the models above.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8Json)
        where T : class
    {
        if (SpotifyModelContext.Default.GetTypeInfo(typeof(T)) is not JsonTypeInfo<T> model)
        {
            throw new NotSupportedException($"{typeof(T)} is not a model of a reply; use Playlist, Track, Album, Artist, Episode, User, SearchResults or Paging<…> of them.");
        }

        utf8Json = utf8Json.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        var first = utf8Json.TrimStart(" \t\r\n"u8);
        if (first.Length > 0 && first[0] == (byte)'{')
        {
            return JsonSerializer.Deserialize(utf8Json, model);
        }

        // Anything else must still be JSON, so that a damaged document is not taken for an absent one.
        var reader = new Utf8JsonReader(utf8Json);
        while (reader.Read())
        {
            reader.Skip();
        }

        return null;
    }
}
