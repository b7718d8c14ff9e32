namespace SpotifyPipeline.Query.Answers;

/// <summary>What was known of a song on one day, and its popularity some days later.</summary>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SnapshotDate">The day (UTC).</param>
/// <param name="Popularity">On this day, 0 to 100.</param>
/// <param name="Position">On this day, from 1.</param>
/// <param name="PopularityChange">Since the snapshot before that has the song; null on its first.</param>
/// <param name="DurationMs">Milliseconds; null where unknown.</param>
/// <param name="Explicit">Null where unknown.</param>
/// <param name="DaysSinceRelease">Null where the release date is unknown.</param>
/// <param name="LabelPopularity">On the day that is the horizon later; null where that day has no snapshot of the song.</param>
public sealed record PredictionFeatures(
    string SongId,
    DateOnly SnapshotDate,
    int Popularity,
    int Position,
    int? PopularityChange,
    long? DurationMs,
    bool? Explicit,
    long? DaysSinceRelease,
    int? LabelPopularity)
{
    internal static PredictionFeatures Read(QueryRow row) => new(
        row.Text("song_id"),
        row.Day("snapshot_date"),
        row.SmallNumber("popularity"),
        row.SmallNumber("pos"),
        row.GetInt32("popularity_change"),
        row.GetInt64("duration_ms"),
        row.GetBoolean("explicit"),
        row.GetInt64("days_since_release"),
        row.GetInt32("label_popularity"));
}
