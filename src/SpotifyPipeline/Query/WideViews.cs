namespace SpotifyPipeline.Query;

/// <summary>Flat views for tools that do not join. Names of columns are a promise.</summary>
internal static class WideViews
{
    public static LakeView DwTracks { get; } = new(
        "dw_tracks",
        "One row per track with its album and its main artist.",
        """
        SELECT s.song_id AS track_id, s.song_name AS track_name, s.duration_ms, s.popularity AS track_popularity, s.explicit, s.track_number,
               al.album_id, al.album_name, al.release_date, al.total_tracks, ar.artist_id, ar.artist_name, ar.popularity AS artist_popularity, ar.followers
        FROM songs_latest s
        LEFT JOIN albums_latest al ON al.album_id = s.album_id
        LEFT JOIN song_artists_latest sa ON sa.song_id = s.song_id AND sa.artist_position = 1
        LEFT JOIN artists_latest ar ON ar.artist_id = sa.artist_id
        """,
        ["songs_latest", "albums_latest", "song_artists_latest", "artists_latest"]);

    public static LakeView Dashboard { get; } = new(
        "dashboard_wide",
        "One row per snapshot date, playlist and chart position, local and unavailable items too, with song, artists and album.",
        """
        SELECT p.snapshot_date, p.playlist_id, p.playlist_name, p.chart_position, p.item_type, p.song_id, s.song_name, a.artists, a.main_artist,
               al.album_name, al.release_date, al.release_date_precision, s.duration_ms, p.popularity,
               date_diff('day', al.release_date, p.snapshot_date) AS days_since_release, a.artist_count > 1 AS is_collaboration,
               CASE WHEN s.duration_ms < 120000 THEN 'short' WHEN s.duration_ms < 240000 THEN 'medium' WHEN s.duration_ms IS NOT NULL THEN 'long' END AS duration_bucket
        FROM playlist_snapshot p
        LEFT JOIN songs_latest s ON s.song_id = p.song_id
        LEFT JOIN albums_latest al ON al.album_id = s.album_id
        LEFT JOIN (SELECT sa.song_id, array_join(array_agg(ar.artist_name ORDER BY sa.artist_position) FILTER (WHERE ar.artist_name IS NOT NULL), ', ') AS artists,
                          max(CASE WHEN sa.artist_position = 1 THEN ar.artist_name END) AS main_artist, count(DISTINCT sa.artist_id) AS artist_count
                   FROM song_artists_latest sa LEFT JOIN artists_latest ar ON ar.artist_id = sa.artist_id GROUP BY sa.song_id) a ON a.song_id = p.song_id
        """,
        ["playlist_snapshot", "songs_latest", "albums_latest", "song_artists_latest", "artists_latest"]);
}
