namespace SpotifyPipeline.Query.Answers;

/// <summary>An album and how often its songs stood on a playlist.</summary>
/// <param name="AlbumId">Spotify's id of the album.</param>
/// <param name="AlbumName">The title; null where the lake does not know it.</param>
/// <param name="AlbumPopularity">0 to 100; null where unknown.</param>
/// <param name="DistinctSongs">Its songs that were on the list.</param>
/// <param name="SnapshotsOnList">Snapshots on which one of them was on the list.</param>
/// <param name="Appearances">Songs times snapshots.</param>
/// <param name="BestPosition">The best place of any of them, from 1.</param>
/// <param name="AverageSongPopularity">The mean popularity at the time, 0 to 100; null where unknown.</param>
public sealed record AlbumAppearances(
    string AlbumId,
    string? AlbumName,
    int? AlbumPopularity,
    long DistinctSongs,
    long SnapshotsOnList,
    long Appearances,
    int BestPosition,
    double? AverageSongPopularity)
{
    internal static AlbumAppearances Read(QueryRow row) => new(
        row.Text("album_id"),
        row.GetString("album_name"),
        row.GetInt32("album_popularity"),
        row.Number("distinct_songs"),
        row.Number("snapshots_on_list"),
        row.Number("appearances"),
        row.SmallNumber("best_position"),
        row.GetDouble("avg_song_popularity"));
}
