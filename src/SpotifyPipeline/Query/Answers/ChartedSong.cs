namespace SpotifyPipeline.Query.Answers;

/// <summary>A song and how long it stood on a playlist.</summary>
/// <param name="Rank">From 1; ties share a rank.</param>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="SnapshotsOnList">Snapshots on which it was on the list.</param>
/// <param name="BestPosition">Its best place, from 1.</param>
/// <param name="AveragePosition">The mean of its best place on each snapshot.</param>
public sealed record ChartedSong(
    long Rank,
    string SongId,
    string? SongName,
    long SnapshotsOnList,
    int BestPosition,
    double AveragePosition)
{
    internal static ChartedSong Read(QueryRow row) => new(
        row.Number("chart_rank"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.Number("snapshots_on_list"),
        row.SmallNumber("best_position"),
        row.Real("avg_position"));
}
