namespace SpotifyPipeline.Query.Answers;

/// <summary>A song on one snapshot of a playlist, or leaving with it.</summary>
/// <param name="SnapshotDate">The day of the snapshot.</param>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="Position">Its best place, from 1; null where it has just left.</param>
/// <param name="PreviousPosition">Its place on the snapshot before; null where it was not there.</param>
/// <param name="PositionGain">Places won (more than 0) or lost; null where it is not on both.</param>
/// <param name="Movement">The same in a word.</param>
/// <param name="PeakPosition">Its best place up to this snapshot.</param>
/// <param name="SnapshotsOnList">Snapshots with it up to this one.</param>
/// <param name="WeeksOnList">Weeks, from Monday, of which a snapshot up to this one has it.</param>
/// <param name="Streak">Snapshots in a row with it up to this one; 0 where it has just left.</param>
public sealed record ChartMove(
    DateOnly SnapshotDate,
    string SongId,
    string? SongName,
    int? Position,
    int? PreviousPosition,
    int? PositionGain,
    Movement Movement,
    int PeakPosition,
    long SnapshotsOnList,
    long WeeksOnList,
    long Streak)
{
    internal static ChartMove Read(QueryRow row) => new(
        row.Day("snapshot_date"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetInt32("current_position"),
        row.GetInt32("previous_position"),
        row.GetInt32("position_gain"),
        row.Text("movement") switch { "UP" => Movement.Up, "DOWN" => Movement.Down, "NEW" => Movement.New, "OUT" => Movement.Out, "BACK" => Movement.Back, _ => Movement.Same },
        row.SmallNumber("peak_position"),
        row.Number("snapshots_on_list"),
        row.Number("weeks_on_list"),
        row.Number("streak"));
}
