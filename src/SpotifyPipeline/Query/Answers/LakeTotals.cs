namespace SpotifyPipeline.Query.Answers;

/// <summary>What a lake holds.</summary>
/// <param name="Songs">Distinct songs.</param>
/// <param name="Albums">Distinct albums.</param>
/// <param name="Artists">Distinct artists.</param>
/// <param name="Playlists">Distinct playlists.</param>
/// <param name="SnapshotDays">Days (UTC) with a snapshot of at least one playlist.</param>
/// <param name="FirstDay">The first of them; null without any.</param>
/// <param name="LastDay">The last of them; null without any.</param>
public sealed record LakeTotals(
    long Songs,
    long Albums,
    long Artists,
    long Playlists,
    long SnapshotDays,
    DateOnly? FirstDay,
    DateOnly? LastDay)
{
    internal static LakeTotals Read(QueryRow row) => new(
        row.Number("songs"),
        row.Number("albums"),
        row.Number("artists"),
        row.Number("playlists"),
        row.Number("snapshot_days"),
        row.GetDate("first_day"),
        row.GetDate("last_day"));
}
