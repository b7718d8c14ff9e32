namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about the lake itself.</summary>
internal static class QualityQuestions
{
    public static ShippedQuestion Checks { get; } = new(
        "quality_checks",
        "Rows that break a rule of the tables, by rule; all 0 on clean data. Rows are unique per key within the file of a unit, so duplicates are looked for there.",
        """
        SELECT q.check_name, q.bad_rows FROM (
          SELECT 'songs_null_id' AS check_name, count(CASE WHEN song_id IS NULL THEN 1 END) AS bad_rows FROM songs
          UNION ALL SELECT 'songs_duplicate_in_unit', coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM songs_by_file GROUP BY song_id, snapshot_date, run_id, file_path) t
          UNION ALL SELECT 'songs_orphan_album', count(*) FROM songs s LEFT JOIN (SELECT DISTINCT album_id, snapshot_date FROM albums) a ON a.album_id = s.album_id AND a.snapshot_date = s.snapshot_date WHERE s.album_id IS NOT NULL AND a.album_id IS NULL
          UNION ALL SELECT 'song_artists_orphan_artist', count(*) FROM song_artists s LEFT JOIN (SELECT DISTINCT artist_id, snapshot_date FROM artists) a ON a.artist_id = s.artist_id AND a.snapshot_date = s.snapshot_date WHERE a.artist_id IS NULL
          UNION ALL SELECT 'albums_future_release', count(CASE WHEN release_date > snapshot_date THEN 1 END) FROM albums
          UNION ALL SELECT 'songs_bad_duration', count(CASE WHEN duration_ms IS NULL OR duration_ms <= 0 THEN 1 END) FROM songs
          UNION ALL SELECT 'popularity_out_of_range', count(CASE WHEN popularity NOT BETWEEN 0 AND 100 THEN 1 END) FROM songs
          UNION ALL SELECT 'duplicate_positions', coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM playlist_items_by_file GROUP BY playlist_id, snapshot_date, run_id, chart_position, file_path) t
        ) q
        ORDER BY q.check_name
        """,
        []);
}
