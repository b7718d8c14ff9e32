namespace SpotifyPipeline.Query.Answers;

/// <summary>A song and how it moved on a playlist.</summary>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="PreviousPosition">The best place on the earlier snapshot, from 1; null where it was not there.</param>
/// <param name="CurrentPosition">The best place on the later snapshot; null where it is not there.</param>
/// <param name="PositionGain">Places won (more than 0) or lost; null where it was not on both.</param>
/// <param name="PopularityGain">The difference in popularity; null where either is unknown.</param>
/// <param name="Movement">The same in a word.</param>
/// <param name="ComparedWith">The day of the earlier snapshot, as the library chose it; null where there is none, and then every song is new.</param>
/// <param name="SnapshotDate">The day of the later snapshot, as the library chose it.</param>
public sealed record TrendingSong(
    string SongId,
    string? SongName,
    int? PreviousPosition,
    int? CurrentPosition,
    int? PositionGain,
    int? PopularityGain,
    Movement Movement,
    DateOnly? ComparedWith,
    DateOnly SnapshotDate)
{
    internal static TrendingSong Read(QueryRow row, DateOnly? comparedWith, DateOnly snapshotDate) => new(
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetInt32("previous_position"),
        row.GetInt32("current_position"),
        row.GetInt32("position_gain"),
        row.GetInt32("popularity_gain"),
        row.Text("movement") switch { "UP" => Movement.Up, "DOWN" => Movement.Down, "NEW" => Movement.New, "OUT" => Movement.Out, _ => Movement.Same },
        comparedWith,
        snapshotDate);
}
