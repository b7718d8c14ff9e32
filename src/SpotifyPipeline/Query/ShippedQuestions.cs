using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

/// <summary>All questions that the library ships. <see cref="LakeAnalytics"/> asks them in types; here are their names and texts.</summary>
public static class ShippedQuestions
{
    /// <summary>Every question, by theme.</summary>
    public static IReadOnlyList<ShippedQuestion> All { get; } =
    [
        SongQuestions.MostPopular,
        SongQuestions.MostChartedOverall,
        ChartQuestions.MostCharted,
        AlbumQuestions.MostTracks,
        ArtistQuestions.Collaborations,
        ArtistQuestions.TotalTracks,
        ArtistQuestions.TotalTracksOfAllCredits,
        ArtistQuestions.MostPopular,
        AlbumQuestions.TrackCounts,
        SongQuestions.DurationTrend,
        ArtistQuestions.Appearances,
        AlbumQuestions.Appearances,
        SongQuestions.PopularityDrivers,
        GenreQuestions.Popularity,
        SongQuestions.Correlations,
        ChartQuestions.PopularityOverTime,
        ChartQuestions.SnapshotDates,
        ChartQuestions.Trending,
        ChartHistoryQuestions.Moves,
        ChartHistoryQuestions.Careers,
        ChartQuestions.RankHistory,
        ArtistQuestions.PopularityTrend,
        ListeningQuestions.Patterns,
        ListeningQuestions.Sessions,
        ChartQuestions.Dashboard,
        GenreQuestions.Trend,
        ChartQuestions.PredictionFeatures,
        LakeQuestions.Totals,
        LakeQuestions.Playlists,
        QualityQuestions.Checks,
        QualityQuestions.ChecksBetween,
    ];

    /// <summary>The question of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static ShippedQuestion Get(string name) => All.FirstOrDefault(q => q.Name == name)
        ?? throw new ArgumentException($"There is no question \"{name}\"; there are {string.Join(", ", All.Select(q => q.Name))}.", nameof(name));
}
