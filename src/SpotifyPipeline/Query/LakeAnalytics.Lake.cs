using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>How much the lake holds; one row.</summary>
    public IAsyncEnumerable<LakeTotals> LakeTotalsAsync(CancellationToken cancellationToken = default) =>
        AskAsync(LakeQuestions.Totals, LakeTotals.Read, cancellationToken);

    /// <summary>Every playlist of the lake, those with the most snapshots first.</summary>
    public IAsyncEnumerable<LakePlaylist> PlaylistsAsync(CancellationToken cancellationToken = default) =>
        AskAsync(LakeQuestions.Playlists, LakePlaylist.Read, cancellationToken);

    /// <summary>Where songs stood on each snapshot of a playlist, the newest snapshot and the best place first; a day on which a song was absent has no row for it.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="top">Songs that never stood at this place or better between the days are left out. The default is 10.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<SongRank> RankHistoryAsync(string playlistId, DateOnly from, DateOnly to, int top = 10, CancellationToken cancellationToken = default) =>
        AskAsync(ChartQuestions.RankHistory, SongRank.Read, cancellationToken, [.. Between(playlistId, from, to), Top(top)]);
}
