namespace SpotifyPipeline.Query.Answers;

/// <summary>A genre and the popularity of its songs.</summary>
/// <param name="Genre">The genre, or (unknown).</param>
/// <param name="Songs">Songs by artists of the genre.</param>
/// <param name="SongsWithPopularity">Those whose popularity is known.</param>
/// <param name="AveragePopularity">Their mean, 0 to 100 with one decimal; null where none is known.</param>
/// <param name="MaxPopularity">Their highest; null where none is known.</param>
public sealed record GenrePopularity(
    string Genre,
    long Songs,
    long SongsWithPopularity,
    double? AveragePopularity,
    int? MaxPopularity)
{
    internal static GenrePopularity Read(QueryRow row) => new(
        row.Text("genre"),
        row.Number("songs"),
        row.Number("songs_with_popularity"),
        row.GetDouble("avg_popularity"),
        row.GetInt32("max_popularity"));
}
