using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>Pairs of artists who share songs, those with the most first.</summary>
    /// <param name="minSongs">Songs that a pair must have together. The default is 1.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ArtistCollaboration> ArtistCollaborationsAsync(int minSongs = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minSongs, 1);
        return AskAsync(ArtistQuestions.Collaborations, ArtistCollaboration.Read, cancellationToken, ("min_songs", minSongs));
    }

    /// <summary>Tracks by the name of their main artist, the most first.</summary>
    public IAsyncEnumerable<ArtistTrackCount> TotalTracksPerArtistAsync(CancellationToken cancellationToken = default) =>
        AskAsync(ArtistQuestions.TotalTracks, ArtistTrackCount.Read, cancellationToken);

    /// <summary>Songs by each credited artist, featured ones included, the most first.</summary>
    public IAsyncEnumerable<ArtistCredits> TotalTracksPerArtistOfAllCreditsAsync(CancellationToken cancellationToken = default) =>
        AskAsync(ArtistQuestions.TotalTracksOfAllCredits, ArtistCredits.Read, cancellationToken);

    /// <summary>Artists by popularity; where that is unknown, by their songs' popularity, then by their number of songs.</summary>
    /// <param name="top">Ranks to show; ties may make the answer longer. The default is 10.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<PopularArtist> MostPopularArtistsAsync(int top = 10, CancellationToken cancellationToken = default) =>
        AskAsync(ArtistQuestions.MostPopular, PopularArtist.Read, cancellationToken, Top(top));

    /// <summary>Artists whose popularity rose most between the ends of two days first.</summary>
    /// <param name="from">Values known at the end of this day are compared; it needs no snapshot of its own.</param>
    /// <param name="to">With values known at the end of this one.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ArtistPopularityChange> ArtistPopularityTrendAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(ArtistQuestions.PopularityTrend, ArtistPopularityChange.Read, cancellationToken, Between(from, to));

    /// <summary>How many songs of each artist stand on each snapshot of a playlist between two days, the oldest day first.</summary>
    public IAsyncEnumerable<ArtistAppearance> ArtistAppearancesAsync(string playlistId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(ArtistQuestions.Appearances, ArtistAppearance.Read, cancellationToken, Between(playlistId, from, to));
}
