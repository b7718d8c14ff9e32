using System.Runtime.CompilerServices;
using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>The most popular songs by Spotify's measure, the most popular first.</summary>
    /// <remarks>Where no song of the lake has popularity (restricted apps do not get it), songs are ranked by how often they stand on playlists; <see cref="PopularSong.RankedBy"/> says so.</remarks>
    /// <param name="top">Ranks to show; ties may make the answer longer. The default is 10.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<PopularSong> MostPopularSongsAsync(int top = 10, CancellationToken cancellationToken = default) =>
        PopularOrChartedAsync(Top(top), cancellationToken);

    /// <summary>Length of songs by year of release, the oldest year first.</summary>
    public IAsyncEnumerable<DurationByYear> TrackDurationTrendAsync(CancellationToken cancellationToken = default) =>
        AskAsync(SongQuestions.DurationTrend, DurationByYear.Read, cancellationToken);

    /// <summary>Every song beside what may drive its popularity, the most popular first.</summary>
    public IAsyncEnumerable<SongPopularityDrivers> SongPopularityDriversAsync(CancellationToken cancellationToken = default) =>
        AskAsync(SongQuestions.PopularityDrivers, SongPopularityDrivers.Read, cancellationToken);

    /// <summary>Genres and the popularity of their songs, the most popular genre first.</summary>
    public IAsyncEnumerable<GenrePopularity> PopularityByGenreAsync(CancellationToken cancellationToken = default) =>
        AskAsync(GenreQuestions.Popularity, GenrePopularity.Read, cancellationToken);

    /// <summary>How popularity goes along with the main artist's popularity and with length.</summary>
    public async Task<PopularityCorrelations> PopularityCorrelationsAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var row in AskAsync(SongQuestions.Correlations, PopularityCorrelations.Read, cancellationToken).ConfigureAwait(false))
        {
            return row;
        }

        return new PopularityCorrelations(0, null, null);
    }

    /// <summary>The share of each genre in a playlist by month, the oldest month and the biggest share first.</summary>
    public IAsyncEnumerable<GenreShare> GenreTrendAsync(string playlistId, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(GenreQuestions.Trend, GenreShare.Read, cancellationToken, Between(playlistId, from, to));

    private async IAsyncEnumerable<PopularSong> PopularOrChartedAsync((string Name, object Value) top, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var any = false;
        await foreach (var song in AskAsync(SongQuestions.MostPopular, PopularSong.ReadPopular, cancellationToken, top).ConfigureAwait(false))
        {
            any = true;
            yield return song;
        }

        if (any)
        {
            yield break;
        }

        await foreach (var song in AskAsync(SongQuestions.MostChartedOverall, PopularSong.ReadCharted, cancellationToken, top).ConfigureAwait(false))
        {
            yield return song;
        }
    }
}
