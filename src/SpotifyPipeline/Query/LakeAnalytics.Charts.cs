using System.Globalization;
using System.Runtime.CompilerServices;
using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>Songs that stood longest on a playlist between two days first.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="top">Ranks to show; ties may make the answer longer. The default is 10.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ChartedSong> MostChartedSongsAsync(string playlistId, DateOnly from, DateOnly to, int top = 10, CancellationToken cancellationToken = default) =>
        AskAsync(ChartQuestions.MostCharted, ChartedSong.Read, cancellationToken, [.. Between(playlistId, from, to), Top(top)]);

    /// <summary>The days on which the lake has a snapshot of a playlist, the newest first.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="to">Days after this one are left out; null for none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<DateOnly> SnapshotDatesAsync(string playlistId, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(playlistId);
        return AskAsync(ChartQuestions.SnapshotDates, row => row.Day("snapshot_date"), cancellationToken, ("playlist", playlistId), ("to", to ?? DateOnly.MaxValue));
    }

    /// <summary>What moved on a playlist between two snapshots, in the order of the later one; songs that left it come last.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The earlier day; a day without a snapshot means the nearest one before it. Null means the snapshot before the later one.</param>
    /// <param name="to">The later day, likewise. Null means the newest snapshot.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<TrendingSong> TrendingSongsAsync(string playlistId, DateOnly? from = null, DateOnly? to = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(playlistId);
        if (from is { } first && to is { } last)
        {
            _ = Between(first, last);
        }

        return CompareAsync(playlistId, from, to, cancellationToken);
    }

    /// <summary>The popularity of each song of a playlist per period, the oldest period first.</summary>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="grain">The length of a period. The default is a month.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<SongPopularityPeriod> PopularityTimeSeriesAsync(string playlistId, DateOnly from, DateOnly to, PeriodGrain grain = PeriodGrain.Month, CancellationToken cancellationToken = default)
    {
        var literal = grain switch
        {
            PeriodGrain.Day => "'day'",
            PeriodGrain.Week => "'week'",
            PeriodGrain.Month => "'month'",
            _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Expected Day, Week or Month."),
        };
        return AskAsync(ChartQuestions.PopularityOverTime.With("grain", literal), SongPopularityPeriod.Read, cancellationToken, Between(playlistId, from, to));
    }

    /// <summary>Every entry of every playlist on every snapshot between two days, flat.</summary>
    public IAsyncEnumerable<DashboardRow> DashboardAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(ChartQuestions.Dashboard, DashboardRow.Read, cancellationToken, Between(from, to));

    /// <summary>What was known of each song of a playlist on each snapshot, and its popularity some days later.</summary>
    /// <remarks>Spotify's developer terms bar training models on its content: the library ships the question and no model.</remarks>
    /// <param name="playlistId">The playlist's id.</param>
    /// <param name="horizonDays">How many days later, 1 to 3650. The default is 7.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<PredictionFeatures> PredictionFeaturesAsync(string playlistId, int horizonDays = 7, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(playlistId);
        return AskAsync(ChartQuestions.PredictionFeatures.With("horizon_days", horizonDays.ToString(CultureInfo.InvariantCulture)), PredictionFeatures.Read, cancellationToken, ("playlist", playlistId));
    }

    private async IAsyncEnumerable<TrendingSong> CompareAsync(string playlistId, DateOnly? from, DateOnly? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (earlier, later) = await ChooseAsync(playlistId, from, to, cancellationToken).ConfigureAwait(false);
        if (later is not { } current)
        {
            yield break;
        }

        // A day before all snapshots compares with nothing.
        var statement = ChartQuestions.Trending.Ask(("playlist", playlistId), ("from", earlier ?? DateOnly.MinValue), ("to", current));
        await foreach (var song in AskAsync(statement, row => TrendingSong.Read(row, earlier, current), cancellationToken).ConfigureAwait(false))
        {
            yield return song;
        }
    }

    private async Task<(DateOnly? Earlier, DateOnly? Later)> ChooseAsync(string playlistId, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        DateOnly? later = null;
        await foreach (var day in SnapshotDatesAsync(playlistId, to, cancellationToken).ConfigureAwait(false))
        {
            if (later is null)
            {
                later = day;
            }
            else if (from is null || day <= from)
            {
                return (day, later);
            }
        }

        return (null, later);
    }
}
