using SpotifyPipeline.Simulator.Catalogue;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary>Which endpoint answers which path, and which paths an app class may no longer call.</summary>
internal sealed class ApiRouter
{
    private readonly PlaylistEndpoints _playlists;
    private readonly MusicEndpoints _music;
    private readonly MeEndpoints _me;
    private readonly SearchEndpoint _search;
    private readonly SimulatedCatalogue _catalogue;

    public ApiRouter(SimulatedCatalogue catalogue, SimulatorOptions options)
    {
        var music = new MusicRenderer(catalogue, new Markets(options.AvailableMarkets), options.AwkwardEntries);
        var playlists = new PlaylistRenderer(catalogue, new EntryRenderer(catalogue, music));
        _catalogue = catalogue;
        _playlists = new PlaylistEndpoints(catalogue, playlists);
        _music = new MusicEndpoints(catalogue, music);
        _me = new MeEndpoints(catalogue, music, _music, playlists, options.AwkwardEntries);
        _search = new SearchEndpoint(catalogue, music, playlists, options.AwkwardEntries);
    }

    public Reply Answer(ApiCall call)
    {
        if (IsRemovedForAll(call.Segments) || (call.IsRestricted && IsRemovedForRestricted(call.Segments)))
        {
            return ApiError.Forbidden;
        }

        return call.Segments switch
        {
            ["me"] => _me.Me(call),
            ["me", "playlists"] => _me.Playlists(call, "me/playlists"),
            ["me", "tracks"] => _me.SavedTracks(call),
            ["me", "albums"] => _me.SavedAlbums(call),
            ["me", "top", "tracks" or "artists"] => _me.Top(call, call.Segments[2]),
            ["me", "player", "recently-played"] => _me.RecentlyPlayed(call),
            ["users", var id, "playlists"] => id == _catalogue.UserId ? _me.Playlists(call, $"users/{id}/playlists") : ApiError.NotFound,
            ["playlists", var id] => _playlists.Playlist(call, id),
            ["playlists", var id, "items"] => _playlists.Items(call, id, "items"),
            ["playlists", var id, "tracks"] => _playlists.Items(call, id, "tracks"),
            ["tracks"] => _music.Tracks(call),
            ["tracks", var id] => _music.Track(call, id),
            ["albums"] => _music.Albums(call),
            ["albums", var id] => _music.Album(call, id),
            ["albums", var id, "tracks"] => _music.AlbumTracksPage(call, id),
            ["artists"] => _music.Artists(call),
            ["artists", var id] => _music.Artist(call, id),
            ["artists", var id, "albums"] => _music.ArtistAlbums(call, id),
            ["search"] => _search.Search(call),
            var other => ApiError.NotSimulated("GET", "/v1/" + string.Join('/', other)),
        };
    }

    // https://developer.spotify.com/blog/2024-11-27-changes-to-the-web-api
    private static bool IsRemovedForAll(string[] segments) => segments
        is ["audio-features", ..]
        or ["audio-analysis", ..]
        or ["recommendations", ..]
        or ["artists", _, "related-artists"]
        or ["browse", "featured-playlists"]
        or ["browse", "categories", _, "playlists"];

    // https://developer.spotify.com/documentation/web-api/references/changes/february-2026
    private static bool IsRemovedForRestricted(string[] segments) => segments
        is ["tracks" or "albums" or "artists" or "episodes" or "shows" or "audiobooks" or "chapters"]
        or ["playlists", _, "tracks"]
        or ["playlists", _, "followers", ..]
        or ["users", ..]
        or ["artists", _, "top-tracks"]
        or ["browse", ..]
        or ["markets"]
        or ["me", "tracks" or "albums" or "episodes" or "shows" or "audiobooks" or "following", "contains"];
}
