namespace SpotifyPipeline.Query.Answers;

/// <summary>What became of a song on a playlist.</summary>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="EnteredOn">The first snapshot with it.</param>
/// <param name="LastOn">The last snapshot with it.</param>
/// <param name="LeftOn">The first snapshot after <paramref name="LastOn"/>; null while it is on the newest one.</param>
/// <param name="Entries">How often it came: 1, and 1 more for each return.</param>
/// <param name="PeakPosition">Its best place, from 1.</param>
/// <param name="PeakOn">The first snapshot on which it stood there.</param>
/// <param name="SnapshotsOnList">Snapshots with it.</param>
/// <param name="WeeksOnList">Weeks, from Monday, of which a snapshot has it.</param>
/// <param name="LongestStreak">The most snapshots in a row with it.</param>
/// <param name="CurrentStreak">Snapshots in a row with it up to the newest one; 0 where it has left.</param>
/// <param name="CurrentPosition">Its place on the newest snapshot; null where it has left.</param>
public sealed record ChartCareer(
    string SongId,
    string? SongName,
    DateOnly EnteredOn,
    DateOnly LastOn,
    DateOnly? LeftOn,
    long Entries,
    int PeakPosition,
    DateOnly PeakOn,
    long SnapshotsOnList,
    long WeeksOnList,
    long LongestStreak,
    long CurrentStreak,
    int? CurrentPosition)
{
    internal static ChartCareer Read(QueryRow row) => new(
        row.Text("song_id"),
        row.GetString("song_name"),
        row.Day("entered_on"),
        row.Day("last_on"),
        row.GetDate("left_on"),
        row.Number("entries"),
        row.SmallNumber("peak_position"),
        row.Day("peak_on"),
        row.Number("snapshots_on_list"),
        row.Number("weeks_on_list"),
        row.Number("longest_streak"),
        row.Number("current_streak"),
        row.GetInt32("current_position"));
}
