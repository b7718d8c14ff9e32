namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about songs as the lake knows them now.</summary>
internal static class SongQuestions
{
    public static ShippedQuestion MostPopular { get; } = new(
        "most_popular_songs",
        "Songs by Spotify's popularity (0 to 100). Ties share a rank; songs without popularity are left out; artists are in credit order.",
        """
        SELECT r.popularity_rank, r.song_id, r.song_name, a.artists, al.album_name, r.popularity
        FROM (SELECT s.song_id, s.song_name, s.album_id, s.popularity, rank() OVER (ORDER BY s.popularity DESC) AS popularity_rank
              FROM songs_latest s WHERE s.popularity IS NOT NULL) r
        LEFT JOIN albums_latest al ON al.album_id = r.album_id
        LEFT JOIN (SELECT sa.song_id, array_join(array_agg(ar.artist_name ORDER BY sa.artist_position) FILTER (WHERE ar.artist_name IS NOT NULL), ', ') AS artists
                   FROM song_artists_latest sa JOIN artists_latest ar ON ar.artist_id = sa.artist_id GROUP BY sa.song_id) a ON a.song_id = r.song_id
        WHERE r.popularity_rank <= :top
        ORDER BY r.popularity_rank, r.song_name, r.song_id
        """,
        [Parameters.Top]);

    public static ShippedQuestion MostChartedOverall { get; } = new(
        "most_charted_songs_overall",
        "Songs by how often they stand on a playlist of the lake, on any day; for apps that get no popularity. A song listed twice in one snapshot counts once, at its best position.",
        """
        SELECT c.chart_rank, c.song_id, s.song_name, a.artists, al.album_name, c.snapshots_on_list, c.best_position, c.avg_position
        FROM (SELECT p.song_id, count(*) AS snapshots_on_list, min(p.best_position) AS best_position, avg(CAST(p.best_position AS double)) AS avg_position,
                     rank() OVER (ORDER BY count(*) DESC, min(p.best_position), avg(CAST(p.best_position AS double))) AS chart_rank
              FROM (SELECT song_id, playlist_id, snapshot_date, min(chart_position) AS best_position FROM playlist_snapshot
                    WHERE song_id IS NOT NULL GROUP BY song_id, playlist_id, snapshot_date) p
              GROUP BY p.song_id) c
        LEFT JOIN songs_latest s ON s.song_id = c.song_id
        LEFT JOIN albums_latest al ON al.album_id = s.album_id
        LEFT JOIN (SELECT sa.song_id, array_join(array_agg(ar.artist_name ORDER BY sa.artist_position) FILTER (WHERE ar.artist_name IS NOT NULL), ', ') AS artists
                   FROM song_artists_latest sa JOIN artists_latest ar ON ar.artist_id = sa.artist_id GROUP BY sa.song_id) a ON a.song_id = c.song_id
        WHERE c.chart_rank <= :top
        ORDER BY c.chart_rank, c.song_id
        """,
        [Parameters.Top]);

    public static ShippedQuestion DurationTrend { get; } = new(
        "track_duration_trend",
        "Length of songs by year of release, in seconds, with the change of the average since the year before in the lake. The median is approximate on Athena.",
        """
        SELECT year(al.release_date) AS release_year, count(*) AS songs,
               round(avg(s.duration_ms / 1000e0), 1) AS avg_seconds, round(approx_percentile(s.duration_ms / 1000e0, 0.5e0), 1) AS median_seconds,
               min(s.duration_ms) / 1000e0 AS min_seconds, max(s.duration_ms) / 1000e0 AS max_seconds,
               round(avg(s.duration_ms / 1000e0) - lag(avg(s.duration_ms / 1000e0)) OVER (ORDER BY year(al.release_date)), 1) AS change_seconds
        FROM songs_latest s JOIN albums_latest al ON al.album_id = s.album_id
        WHERE al.release_date IS NOT NULL AND s.duration_ms > 0
        GROUP BY year(al.release_date)
        ORDER BY release_year
        """,
        []);

    public static ShippedQuestion PopularityDrivers { get; } = new(
        "song_popularity_drivers",
        "Each song's popularity beside what may drive it: its artists' popularity and genres. The Web API has no stream counts.",
        """
        SELECT s.song_id, s.song_name, s.popularity, coalesce(a.artist_count, 0) AS artist_count, a.best_artist_popularity, a.avg_artist_popularity, g.genres
        FROM songs_latest s
        LEFT JOIN (SELECT sa.song_id, count(*) AS artist_count, max(ar.popularity) AS best_artist_popularity, round(avg(CAST(ar.popularity AS double)), 1) AS avg_artist_popularity
                   FROM (SELECT DISTINCT song_id, artist_id FROM song_artists_latest) sa LEFT JOIN artists_latest ar ON ar.artist_id = sa.artist_id GROUP BY sa.song_id) a ON a.song_id = s.song_id
        LEFT JOIN (SELECT sa.song_id, array_join(array_agg(DISTINCT t.genre ORDER BY t.genre) FILTER (WHERE t.genre IS NOT NULL), ', ') AS genres
                   FROM song_artists_latest sa JOIN artists_latest ar ON ar.artist_id = sa.artist_id CROSS JOIN UNNEST(ar.genres) AS t(genre) GROUP BY sa.song_id) g ON g.song_id = s.song_id
        ORDER BY s.popularity DESC NULLS LAST, s.song_id
        """,
        []);

    public static ShippedQuestion Correlations { get; } = new(
        "popularity_correlations",
        "Pearson's correlation of a song's popularity with its main artist's popularity and with its length, and the number of songs behind it; NULL where it has no meaning.",
        """
        SELECT count(*) AS n,
               CASE WHEN min(track_popularity) < max(track_popularity) AND min(artist_popularity) < max(artist_popularity)
                    THEN round(corr(CAST(track_popularity AS double), CAST(artist_popularity AS double)), 3) END AS corr_artist_popularity,
               CASE WHEN min(CASE WHEN duration_ms IS NOT NULL THEN track_popularity END) < max(CASE WHEN duration_ms IS NOT NULL THEN track_popularity END) AND min(duration_ms) < max(duration_ms)
                    THEN round(corr(CAST(track_popularity AS double), CAST(duration_ms AS double)), 3) END AS corr_duration
        FROM dw_tracks
        WHERE track_popularity IS NOT NULL AND artist_popularity IS NOT NULL
        """,
        []);
}
