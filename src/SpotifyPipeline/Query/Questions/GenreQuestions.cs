namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about genres, which Spotify gives to artists and not to songs.</summary>
internal static class GenreQuestions
{
    public static ShippedQuestion Popularity { get; } = new(
        "popularity_by_genre",
        "Songs and their average popularity by genre of their artists. A song counts once per genre; a song without any is under (unknown).",
        """
        WITH sg AS (SELECT DISTINCT sa.song_id, t.genre FROM song_artists_latest sa JOIN artists_latest a ON a.artist_id = sa.artist_id CROSS JOIN UNNEST(a.genres) AS t(genre))
        SELECT coalesce(sg.genre, '(unknown)') AS genre, count(*) AS songs, count(s.popularity) AS songs_with_popularity,
               round(avg(CAST(s.popularity AS double)), 1) AS avg_popularity, max(s.popularity) AS max_popularity
        FROM songs_latest s LEFT JOIN sg ON sg.song_id = s.song_id
        GROUP BY coalesce(sg.genre, '(unknown)')
        ORDER BY avg_popularity DESC NULLS LAST, genre
        """,
        []);

    public static ShippedQuestion Trend { get; } = new(
        "genre_trend",
        "Share of each genre in a playlist by month, in percent of the songs on its snapshots. A song has several genres, so shares add up to more than 100.",
        """
        WITH base AS (SELECT DISTINCT date_trunc('month', p.snapshot_date) AS period, p.snapshot_date, p.song_id, u.genre
                      FROM playlist_snapshot p JOIN song_artists_latest sa ON sa.song_id = p.song_id
                      JOIN (SELECT x.artist_id, t.genre FROM artists_latest x CROSS JOIN UNNEST(x.genres) AS t(genre)) u ON u.artist_id = sa.artist_id
                      WHERE p.playlist_id = :playlist AND p.snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)),
        tot AS (SELECT date_trunc('month', snapshot_date) AS period, count(DISTINCT CAST(snapshot_date AS varchar) || '/' || song_id) AS n
                FROM playlist_snapshot
                WHERE playlist_id = :playlist AND song_id IS NOT NULL AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
                GROUP BY 1)
        SELECT CAST(b.period AS date) AS period, b.genre, count(*) AS appearances, round(100e0 * count(*) / max(t.n), 1) AS share_pct
        FROM base b JOIN tot t ON t.period = b.period
        GROUP BY b.period, b.genre
        ORDER BY period, share_pct DESC, b.genre
        """,
        Parameters.PlaylistAndDays);
}
