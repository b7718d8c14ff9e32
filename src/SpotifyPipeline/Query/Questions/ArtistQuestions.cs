namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about artists.</summary>
internal static class ArtistQuestions
{
    public static ShippedQuestion Collaborations { get; } = new(
        "artist_collaborations",
        "Pairs of artists credited on the same song, each pair once; a song by three artists gives three pairs.",
        """
        SELECT c.artist_a_id, aa.artist_name AS artist_a, c.artist_b_id, ab.artist_name AS artist_b, c.songs_together, c.song_names
        FROM (SELECT x.artist_id AS artist_a_id, y.artist_id AS artist_b_id, count(DISTINCT x.song_id) AS songs_together,
                     array_join(array_agg(DISTINCT s.song_name ORDER BY s.song_name) FILTER (WHERE s.song_name IS NOT NULL), ' | ') AS song_names
              FROM song_artists_latest x
              JOIN song_artists_latest y ON y.song_id = x.song_id AND x.artist_id < y.artist_id
              LEFT JOIN songs_latest s ON s.song_id = x.song_id
              GROUP BY x.artist_id, y.artist_id) c
        LEFT JOIN artists_latest aa ON aa.artist_id = c.artist_a_id
        LEFT JOIN artists_latest ab ON ab.artist_id = c.artist_b_id
        WHERE c.songs_together >= :min_songs
        ORDER BY c.songs_together DESC, c.artist_a_id, c.artist_b_id
        """,
        [new("min_songs", QuestionParameterType.Count, "Songs that a pair must have together.")]);

    public static ShippedQuestion TotalTracks { get; } = new(
        "total_tracks_per_artist",
        "Tracks by the name of their main artist.",
        """
        SELECT artist_name, COUNT(track_id) AS total_tracks
        FROM dw_tracks
        GROUP BY artist_name
        ORDER BY total_tracks DESC, artist_name
        """,
        []);

    public static ShippedQuestion TotalTracksOfAllCredits { get; } = new(
        "total_tracks_per_artist_all_credits",
        "Songs by each credited artist, and those of which the artist is the main one.",
        """
        SELECT sa.artist_id, ar.artist_name, count(DISTINCT sa.song_id) AS total_tracks,
               count(DISTINCT CASE WHEN sa.artist_position = 1 THEN sa.song_id END) AS as_main_artist
        FROM song_artists_latest sa LEFT JOIN artists_latest ar ON ar.artist_id = sa.artist_id
        GROUP BY sa.artist_id, ar.artist_name
        ORDER BY total_tracks DESC, sa.artist_id
        """,
        []);

    public static ShippedQuestion MostPopular { get; } = new(
        "most_popular_artists",
        "Artists by popularity (0 to 100); where that is unknown, by their songs' average popularity, then by their number of songs. Ties share a rank.",
        """
        SELECT t.artist_rank, t.artist_id, t.artist_name, t.artist_popularity, t.followers, t.songs_in_lake, t.avg_song_popularity
        FROM (SELECT rank() OVER (ORDER BY ar.popularity DESC NULLS LAST, avg(CAST(s.popularity AS double)) DESC NULLS LAST, count(s.song_id) DESC) AS artist_rank,
                     ar.artist_id, ar.artist_name, ar.popularity AS artist_popularity, ar.followers,
                     count(s.song_id) AS songs_in_lake, avg(CAST(s.popularity AS double)) AS avg_song_popularity
              FROM artists_latest ar
              LEFT JOIN (SELECT DISTINCT song_id, artist_id FROM song_artists_latest) sa ON sa.artist_id = ar.artist_id
              LEFT JOIN songs_latest s ON s.song_id = sa.song_id
              GROUP BY ar.artist_id, ar.artist_name, ar.popularity, ar.followers) t
        WHERE t.artist_rank <= :top
        ORDER BY t.artist_rank, t.artist_id
        """,
        [Parameters.Top]);

    public static ShippedQuestion PopularityTrend { get; } = new(
        "artist_popularity_trend",
        "Popularity and followers of each artist as known at the end of one day and of another. Unknown stays NULL; artists unknown on the first day are left out.",
        """
        WITH earlier AS (SELECT artist_id, max_by(popularity, seq) FILTER (WHERE popularity IS NOT NULL) AS popularity, max_by(followers, seq) FILTER (WHERE followers IS NOT NULL) AS followers
                        FROM (SELECT artist_id, popularity, followers, row_number() OVER (PARTITION BY artist_id ORDER BY snapshot_date, extracted_at, run_id, artist_name NULLS FIRST, popularity NULLS FIRST, followers NULLS FIRST) AS seq
                              FROM artists WHERE artist_id IS NOT NULL AND snapshot_date <= CAST(:from AS date)) o
                        GROUP BY artist_id),
        later AS (SELECT artist_id, max_by(artist_name, seq) FILTER (WHERE artist_name IS NOT NULL) AS artist_name,
                         max_by(popularity, seq) FILTER (WHERE popularity IS NOT NULL) AS popularity, max_by(followers, seq) FILTER (WHERE followers IS NOT NULL) AS followers
                  FROM (SELECT artist_id, artist_name, popularity, followers, row_number() OVER (PARTITION BY artist_id ORDER BY snapshot_date, extracted_at, run_id, artist_name NULLS FIRST, popularity NULLS FIRST, followers NULLS FIRST) AS seq
                        FROM artists WHERE artist_id IS NOT NULL AND snapshot_date <= CAST(:to AS date)) o
                  GROUP BY artist_id)
        SELECT a.artist_id, a.artist_name, b.popularity AS popularity_from, a.popularity AS popularity_to, a.popularity - b.popularity AS popularity_gain, a.followers - b.followers AS followers_gain
        FROM later a JOIN earlier b ON b.artist_id = a.artist_id
        ORDER BY popularity_gain DESC NULLS LAST, a.artist_id
        """,
        [Parameters.From, Parameters.To]);

    public static ShippedQuestion Appearances { get; } = new(
        "artist_appearances_over_time",
        "How many songs of each credited artist stand on a playlist on each snapshot between two days; artists that are absent have 0 there, so that the change is right.",
        """
        WITH snaps AS (SELECT DISTINCT snapshot_date FROM playlist_snapshot WHERE playlist_id = :playlist AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)),
        hits AS (SELECT p.snapshot_date, sa.artist_id, count(DISTINCT p.song_id) AS appearances, min(p.chart_position) AS best_position
                 FROM playlist_snapshot p JOIN song_artists_latest sa ON sa.song_id = p.song_id
                 WHERE p.playlist_id = :playlist AND p.snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
                 GROUP BY p.snapshot_date, sa.artist_id),
        grid AS (SELECT s.snapshot_date, a.artist_id FROM snaps s CROSS JOIN (SELECT DISTINCT artist_id FROM hits) a)
        SELECT g.snapshot_date, g.artist_id, ar.artist_name, coalesce(h.appearances, 0) AS appearances, h.best_position,
               coalesce(h.appearances, 0) - lag(coalesce(h.appearances, 0)) OVER (PARTITION BY g.artist_id ORDER BY g.snapshot_date) AS change,
               sum(coalesce(h.appearances, 0)) OVER (PARTITION BY g.artist_id ORDER BY g.snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running_appearances
        FROM grid g
        LEFT JOIN hits h ON h.snapshot_date = g.snapshot_date AND h.artist_id = g.artist_id
        LEFT JOIN artists_latest ar ON ar.artist_id = g.artist_id
        ORDER BY g.snapshot_date, appearances DESC, g.artist_id
        """,
        Parameters.PlaylistAndDays);
}
