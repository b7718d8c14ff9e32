namespace SpotifyPipeline.Query.Answers;

/// <summary>A song among the most popular ones.</summary>
/// <param name="Rank">From 1; ties share a rank.</param>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="Artists">Names in credit order, parted by ", "; null where unknown.</param>
/// <param name="AlbumName">The album's title; null where unknown.</param>
/// <param name="RankedBy">What the rank is by; the same for all songs of an answer.</param>
/// <param name="Popularity">0 to 100; null where ranked by <see cref="SongRanking.ChartAppearances"/>.</param>
/// <param name="SnapshotsOnList">Snapshots of playlists that have the song; null where ranked by <see cref="SongRanking.Popularity"/>.</param>
/// <param name="BestPosition">The best place on any of them, from 1; null where ranked by <see cref="SongRanking.Popularity"/>.</param>
public sealed record PopularSong(
    long Rank,
    string SongId,
    string? SongName,
    string? Artists,
    string? AlbumName,
    SongRanking RankedBy,
    int? Popularity,
    long? SnapshotsOnList,
    int? BestPosition)
{
    internal static PopularSong ReadPopular(QueryRow row) => new(
        row.Number("popularity_rank"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetString("artists"),
        row.GetString("album_name"),
        SongRanking.Popularity,
        row.GetInt32("popularity"),
        null,
        null);

    internal static PopularSong ReadCharted(QueryRow row) => new(
        row.Number("chart_rank"),
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetString("artists"),
        row.GetString("album_name"),
        SongRanking.ChartAppearances,
        null,
        row.GetInt64("snapshots_on_list"),
        row.GetInt32("best_position"));
}
