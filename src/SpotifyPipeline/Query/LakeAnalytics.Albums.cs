using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>Albums by their number of tracks, the biggest first.</summary>
    /// <param name="top">Ranks to show; ties may make the answer longer. The default is 10.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<AlbumSize> AlbumsWithMostTracksAsync(int top = 10, CancellationToken cancellationToken = default) =>
        AskAsync(AlbumQuestions.MostTracks, AlbumSize.Read, cancellationToken, Top(top));

    /// <summary>How many songs of each album are in the lake, the most first.</summary>
    public IAsyncEnumerable<AlbumCoverage> TrackCountsByAlbumAsync(CancellationToken cancellationToken = default) =>
        AskAsync(AlbumQuestions.TrackCounts, AlbumCoverage.Read, cancellationToken);

    /// <summary>How often songs of each album stood on a playlist between two days, the most often first.</summary>
    public IAsyncEnumerable<AlbumAppearances> AlbumAppearancesAsync(string playlistId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(AlbumQuestions.Appearances, AlbumAppearances.Read, cancellationToken, Between(playlistId, from, to));
}
