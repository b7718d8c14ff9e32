namespace SpotifyPipeline.Spotify.Http;

/// <summary>The path of a call with its ids left out, so that calls of one kind add up: <c>playlists/{id}/items</c>.</summary>
internal static class EndpointFamily
{
    private static readonly HashSet<string> Collections = new(StringComparer.Ordinal)
    {
        "albums", "artists", "audiobooks", "chapters", "episodes", "playlists", "shows", "tracks", "users",
    };

    public static string Of(Uri? uri)
    {
        var segments = (uri?.AbsolutePath ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var start = segments is ["v1", ..] ? 1 : 0;
        for (var i = start; i < segments.Length; i++)
        {
            var followsCollection = i == start + 1 && Collections.Contains(segments[start]);
            segments[i] = followsCollection || SpotifyId.IsId(segments[i]) ? "{id}" : segments[i];
        }

        return string.Join('/', segments[start..]);
    }
}
