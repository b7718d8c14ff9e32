namespace SpotifyPipeline.Query.Answers;

/// <summary>An artist on one snapshot of a playlist.</summary>
/// <param name="SnapshotDate">The day (UTC).</param>
/// <param name="ArtistId">Spotify's id of the artist.</param>
/// <param name="ArtistName">The name; null where the lake does not know it.</param>
/// <param name="Appearances">Songs on the list that credit the artist; 0 where the artist is absent on this day.</param>
/// <param name="BestPosition">The best place of them, from 1; null where the artist is absent.</param>
/// <param name="Change">Appearances less those of the snapshot before; null on the first.</param>
/// <param name="RunningAppearances">Appearances up to and with this day.</param>
public sealed record ArtistAppearance(
    DateOnly SnapshotDate,
    string ArtistId,
    string? ArtistName,
    long Appearances,
    int? BestPosition,
    long? Change,
    long RunningAppearances)
{
    internal static ArtistAppearance Read(QueryRow row) => new(
        row.Day("snapshot_date"),
        row.Text("artist_id"),
        row.GetString("artist_name"),
        row.Number("appearances"),
        row.GetInt32("best_position"),
        row.GetInt64("change"),
        row.Number("running_appearances"));
}
