namespace SpotifyPipeline.Query.Answers;

/// <summary>Length of songs of one year of release.</summary>
/// <param name="ReleaseYear">The year.</param>
/// <param name="Songs">Songs behind the figures.</param>
/// <param name="AverageSeconds">The mean, with one decimal.</param>
/// <param name="MedianSeconds">The median, with one decimal; approximate on Athena.</param>
/// <param name="MinSeconds">The shortest.</param>
/// <param name="MaxSeconds">The longest.</param>
/// <param name="ChangeSeconds">The mean less the mean of the year before in the answer; null for the first.</param>
public sealed record DurationByYear(
    int ReleaseYear,
    long Songs,
    double AverageSeconds,
    double MedianSeconds,
    double MinSeconds,
    double MaxSeconds,
    double? ChangeSeconds)
{
    internal static DurationByYear Read(QueryRow row) => new(
        row.SmallNumber("release_year"),
        row.Number("songs"),
        row.Real("avg_seconds"),
        row.Real("median_seconds"),
        row.Real("min_seconds"),
        row.Real("max_seconds"),
        row.GetDouble("change_seconds"));
}
