namespace SpotifyPipeline.Query.Answers;

/// <summary>The popularity of a song on a playlist in one period.</summary>
/// <param name="Period">The first day of it; weeks begin on Monday.</param>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="AveragePopularity">The mean of the snapshots, 0 to 100 with two decimals; null where unknown.</param>
/// <param name="Observations">Snapshots of the period that have the song.</param>
/// <param name="Change">The mean less that of the period before that has the song; null for the first.</param>
public sealed record SongPopularityPeriod(
    DateOnly Period,
    string SongId,
    string? SongName,
    double? AveragePopularity,
    long Observations,
    double? Change)
{
    internal static SongPopularityPeriod Read(QueryRow row) => new(
        row.Day("period"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetDouble("avg_popularity"),
        row.Number("observations"),
        row.GetDouble("change"));
}
