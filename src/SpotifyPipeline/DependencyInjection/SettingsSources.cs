using SpotifyPipeline.Sources;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Paging;
using SpotifyPipeline.State;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>The sources that the settings name.</summary>
internal static class SettingsSources
{
    private static readonly string[] TimeRanges = ["short_term", "medium_term", "long_term"];

    public static IEnumerable<ISource> Create(SourcesOptions options, SnapshotIds? versions)
    {
        foreach (var playlist in options.Playlists)
        {
            yield return new PlaylistSource(SpotifyId.Parse(playlist, "playlist"), versions);
        }

        if (options.OwnPlaylists)
        {
            yield return new OwnPlaylistsSource(versions);
        }

        if (options.SavedTracks)
        {
            yield return new PagedSource("saved-tracks", "me", "me/tracks");
        }

        if (options.RecentlyPlayed)
        {
            yield return new PagedSource("recently-played", "me", "me/player/recently-played", SpotifyCursor.Before);
        }

        if (options.Top)
        {
            foreach (var range in TimeRanges)
            {
                yield return new PagedSource("top-tracks", range, $"me/top/tracks?time_range={range}");
                yield return new PagedSource("top-artists", range, $"me/top/artists?time_range={range}");
            }
        }

        foreach (var album in options.Albums)
        {
            yield return new SingleSource("album", SpotifyId.Parse(album, "album"));
        }

        foreach (var artist in options.Artists)
        {
            yield return new SingleSource("artist", SpotifyId.Parse(artist, "artist"));
        }
    }
}
