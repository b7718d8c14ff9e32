namespace SpotifyPipeline.Query.Answers;

/// <summary>How songs' popularity goes along with other figures.</summary>
/// <param name="Songs">Songs behind the figures: those whose own and whose main artist's popularity are known.</param>
/// <param name="WithArtistPopularity">Pearson's r with the main artist's popularity, -1 to 1; null where it has no meaning (fewer than two songs, or all alike).</param>
/// <param name="WithDuration">Pearson's r with the length, -1 to 1; null where it has no meaning.</param>
public sealed record PopularityCorrelations(
    long Songs,
    double? WithArtistPopularity,
    double? WithDuration)
{
    internal static PopularityCorrelations Read(QueryRow row) => new(
        row.Number("n"),
        row.GetDouble("corr_artist_popularity"),
        row.GetDouble("corr_duration"));
}
