namespace SpotifyPipeline.Query.Answers;

/// <summary>Where a song stood on one snapshot of a playlist.</summary>
/// <param name="SnapshotDate">The day (UTC).</param>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="Position">Its best place on that day, from 1.</param>
public sealed record SongRank(
    DateOnly SnapshotDate,
    string SongId,
    string? SongName,
    int Position)
{
    internal static SongRank Read(QueryRow row) => new(
        row.Day("snapshot_date"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.SmallNumber("chart_position"));
}
