namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about albums.</summary>
internal static class AlbumQuestions
{
    public static ShippedQuestion MostTracks { get; } = new(
        "albums_most_tracks",
        "Albums by their number of tracks as Spotify says it, and how many of them are in the lake. Ties share a rank.",
        """
        SELECT t.track_rank, t.album_id, t.album_name, t.album_type, t.total_tracks, t.songs_in_lake
        FROM (SELECT rank() OVER (ORDER BY al.total_tracks DESC) AS track_rank, al.album_id, al.album_name, al.album_type, al.total_tracks,
                     count(DISTINCT s.song_id) AS songs_in_lake
              FROM albums_latest al LEFT JOIN songs_latest s ON s.album_id = al.album_id
              WHERE al.total_tracks IS NOT NULL
              GROUP BY al.album_id, al.album_name, al.album_type, al.total_tracks) t
        WHERE t.track_rank <= :top
        ORDER BY t.track_rank, t.album_name, t.album_id
        """,
        [Parameters.Top]);

    public static ShippedQuestion TrackCounts { get; } = new(
        "track_counts_by_album",
        "How many songs of each album are in the lake, and what share of the album that is, in percent. Albums with none are there with 0.",
        """
        SELECT al.album_id, al.album_name, count(DISTINCT s.song_id) AS track_count, al.total_tracks,
               CASE WHEN al.total_tracks > 0 THEN round(100e0 * count(DISTINCT s.song_id) / al.total_tracks, 1) END AS coverage_pct
        FROM albums_latest al LEFT JOIN songs_latest s ON s.album_id = al.album_id
        GROUP BY al.album_id, al.album_name, al.total_tracks
        ORDER BY track_count DESC, al.album_id
        """,
        []);

    public static ShippedQuestion Appearances { get; } = new(
        "album_popularity_and_appearances",
        "How often songs of each album stand on a playlist between two days. An appearance is one song on one snapshot, at its best position.",
        """
        SELECT al.album_id, al.album_name, al.popularity AS album_popularity, count(DISTINCT p.song_id) AS distinct_songs,
               count(DISTINCT p.snapshot_date) AS snapshots_on_list, count(*) AS appearances,
               min(p.best_position) AS best_position, round(avg(CAST(p.popularity AS double)), 2) AS avg_song_popularity
        FROM (SELECT song_id, snapshot_date, min(chart_position) AS best_position, max(popularity) AS popularity FROM playlist_snapshot
              WHERE playlist_id = :playlist AND song_id IS NOT NULL AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
              GROUP BY song_id, snapshot_date) p
        JOIN songs_latest s ON s.song_id = p.song_id
        JOIN albums_latest al ON al.album_id = s.album_id
        GROUP BY al.album_id, al.album_name, al.popularity
        ORDER BY appearances DESC, best_position, al.album_id
        """,
        Parameters.PlaylistAndDays);
}
