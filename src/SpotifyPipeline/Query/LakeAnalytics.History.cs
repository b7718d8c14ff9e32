using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>Every step of every song of a playlist, by day and place; songs that have just left come last.</summary>
    /// <remarks>
    /// "Before" is the snapshot before, not the day before: days without a snapshot neither end a streak nor make a song leave, and a
    /// snapshot that arrives late is counted from then on. A playlist without an entry leaves no snapshot.
    /// </remarks>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The first day; all songs of its snapshot are new. Null, the default, for all of the lake's history.</param>
    /// <param name="to">The last day; null, the default, for none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ChartMove> ChartHistoryAsync(string playlistId, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default) =>
        AskAsync(ChartHistoryQuestions.Moves, ChartMove.Read, cancellationToken, Between(playlistId, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue));

    /// <summary>What became of each song of a playlist, the best peak first. The days mean what they mean to <see cref="ChartHistoryAsync"/>.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The first day; null, the default, for all of the lake's history.</param>
    /// <param name="to">The last day; null, the default, for none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ChartCareer> ChartCareersAsync(string playlistId, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default) =>
        AskAsync(ChartHistoryQuestions.Careers, ChartCareer.Read, cancellationToken, Between(playlistId, from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue));
}
