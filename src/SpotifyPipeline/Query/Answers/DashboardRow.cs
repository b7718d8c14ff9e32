namespace SpotifyPipeline.Query.Answers;

/// <summary>One entry of one snapshot of a playlist, flat.</summary>
/// <param name="SnapshotDate">The day (UTC).</param>
/// <param name="PlaylistId">The playlist.</param>
/// <param name="PlaylistName">Its title at the time.</param>
/// <param name="ChartPosition">Place in the list, from 1, counting every entry.</param>
/// <param name="ItemType">track, episode, local or unavailable.</param>
/// <param name="SongId">Null for anything but a track with an id.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="Artists">Names in credit order, parted by ", "; null where unknown.</param>
/// <param name="MainArtist">The first of them.</param>
/// <param name="AlbumName">The title; null where the lake does not know it.</param>
/// <param name="ReleaseDate">The first day of the known day, month or year; null where unknown.</param>
/// <param name="ReleaseDatePrecision">day, month or year.</param>
/// <param name="DurationMs">Milliseconds; null where unknown.</param>
/// <param name="Popularity">0 to 100 as observed on the day; null where unknown.</param>
/// <param name="DaysSinceRelease">Days from the release date to the snapshot; less than 0 before the release; null where unknown.</param>
/// <param name="IsCollaboration">Whether several artists are credited; null where none is known.</param>
/// <param name="DurationBucket">short (under 2 minutes), medium (under 4) or long; null where unknown.</param>
public sealed record DashboardRow(
    DateOnly SnapshotDate,
    string PlaylistId,
    string? PlaylistName,
    int ChartPosition,
    string ItemType,
    string? SongId,
    string? SongName,
    string? Artists,
    string? MainArtist,
    string? AlbumName,
    DateOnly? ReleaseDate,
    string? ReleaseDatePrecision,
    long? DurationMs,
    int? Popularity,
    long? DaysSinceRelease,
    bool? IsCollaboration,
    string? DurationBucket)
{
    internal static DashboardRow Read(QueryRow row) => new(
        row.Day("snapshot_date"),
        row.Text("playlist_id"),
        row.GetString("playlist_name"),
        row.SmallNumber("chart_position"),
        row.Text("item_type"),
        row.GetString("song_id"),
        row.GetString("song_name"),
        row.GetString("artists"),
        row.GetString("main_artist"),
        row.GetString("album_name"),
        row.GetDate("release_date"),
        row.GetString("release_date_precision"),
        row.GetInt64("duration_ms"),
        row.GetInt32("popularity"),
        row.GetInt64("days_since_release"),
        row.GetBoolean("is_collaboration"),
        row.GetString("duration_bucket"));
}
