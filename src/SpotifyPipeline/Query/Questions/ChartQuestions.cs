namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about a playlist from day to day.</summary>
internal static class ChartQuestions
{
    public static ShippedQuestion MostCharted { get; } = new(
        "most_charted_songs",
        "Songs by the number of snapshots on which they stand on a playlist between two days. A song listed twice in one snapshot counts once, at its best position.",
        """
        SELECT c.chart_rank, c.song_id, s.song_name, c.snapshots_on_list, c.best_position, c.avg_position
        FROM (SELECT p.song_id, count(*) AS snapshots_on_list, min(p.best_position) AS best_position, avg(CAST(p.best_position AS double)) AS avg_position,
                     rank() OVER (ORDER BY count(*) DESC, min(p.best_position), avg(CAST(p.best_position AS double))) AS chart_rank
              FROM (SELECT song_id, snapshot_date, min(chart_position) AS best_position FROM playlist_snapshot
                    WHERE playlist_id = :playlist AND song_id IS NOT NULL AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
                    GROUP BY song_id, snapshot_date) p
              GROUP BY p.song_id) c
        LEFT JOIN songs_latest s ON s.song_id = c.song_id
        WHERE c.chart_rank <= :top
        ORDER BY c.chart_rank, c.song_id
        """,
        [.. Parameters.PlaylistAndDays, Parameters.Top]);

    public static ShippedQuestion SnapshotDates { get; } = new(
        "snapshot_dates",
        "The days on which the lake has a snapshot of a playlist, the newest first.",
        """
        SELECT DISTINCT snapshot_date
        FROM playlist_items
        WHERE playlist_id = :playlist AND snapshot_date <= CAST(:to AS date)
        ORDER BY snapshot_date DESC
        """,
        [Parameters.Playlist, Parameters.To]);

    public static ShippedQuestion Trending { get; } = new(
        "trending_songs",
        "What moved on a playlist from one snapshot to another: UP, DOWN, SAME, NEW or OUT. Both days must have a snapshot.",
        """
        WITH cur AS (SELECT song_id, min(chart_position) AS pos, max(popularity) AS pop FROM playlist_snapshot WHERE playlist_id = :playlist AND snapshot_date = CAST(:to AS date) AND song_id IS NOT NULL GROUP BY song_id),
        prev AS (SELECT song_id, min(chart_position) AS pos, max(popularity) AS pop FROM playlist_snapshot WHERE playlist_id = :playlist AND snapshot_date = CAST(:from AS date) AND song_id IS NOT NULL GROUP BY song_id)
        SELECT coalesce(c.song_id, p.song_id) AS song_id, s.song_name, p.pos AS previous_position, c.pos AS current_position, p.pos - c.pos AS position_gain, c.pop - p.pop AS popularity_gain,
               CASE WHEN p.song_id IS NULL THEN 'NEW' WHEN c.song_id IS NULL THEN 'OUT' WHEN c.pos < p.pos THEN 'UP' WHEN c.pos > p.pos THEN 'DOWN' ELSE 'SAME' END AS movement
        FROM cur c FULL OUTER JOIN prev p ON p.song_id = c.song_id
        LEFT JOIN songs_latest s ON s.song_id = coalesce(c.song_id, p.song_id)
        ORDER BY current_position NULLS LAST, previous_position NULLS LAST, song_id
        """,
        Parameters.PlaylistAndDays);

    public static ShippedQuestion RankHistory { get; } = new(
        "rank_history",
        "The best position of each song on each snapshot of a playlist between two days, for songs that reached a given position or better in that time. The newest snapshot comes first.",
        """
        SELECT h.snapshot_date, h.song_id, s.song_name, h.chart_position
        FROM (SELECT d.song_id, d.snapshot_date, d.chart_position, min(d.chart_position) OVER (PARTITION BY d.song_id) AS peak_position
              FROM (SELECT song_id, snapshot_date, min(chart_position) AS chart_position FROM playlist_snapshot
                    WHERE playlist_id = :playlist AND song_id IS NOT NULL AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
                    GROUP BY song_id, snapshot_date) d) h
        LEFT JOIN songs_latest s ON s.song_id = h.song_id
        WHERE h.peak_position <= :top
        ORDER BY h.snapshot_date DESC, h.chart_position, h.song_id
        """,
        [.. Parameters.PlaylistAndDays, Parameters.Top]);

    public static ShippedQuestion PopularityOverTime { get; } = new(
        "popularity_time_series",
        "Average popularity of each song of a playlist per day, week (from Monday) or month, with the number of snapshots behind it.",
        """
        WITH obs AS (SELECT song_id, snapshot_date, max(popularity) AS popularity FROM playlist_snapshot
                     WHERE playlist_id = :playlist AND song_id IS NOT NULL AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
                     GROUP BY song_id, snapshot_date),
        b AS (SELECT date_trunc({grain}, snapshot_date) AS period, song_id, avg(CAST(popularity AS double)) AS avg_popularity, count(DISTINCT snapshot_date) AS observations FROM obs GROUP BY 1, 2)
        SELECT CAST(b.period AS date) AS period, b.song_id, s.song_name, round(b.avg_popularity, 2) AS avg_popularity, b.observations,
               round(b.avg_popularity - lag(b.avg_popularity) OVER (PARTITION BY b.song_id ORDER BY b.period), 2) AS change
        FROM b LEFT JOIN songs_latest s ON s.song_id = b.song_id
        ORDER BY b.period, b.song_id
        """,
        Parameters.PlaylistAndDays,
        QuestionLiteral.OneOf("grain", "month", "week", "day"));

    public static ShippedQuestion Dashboard { get; } = new(
        "dashboard",
        "One row per snapshot, playlist and position between two days, flat, with song, artists and album.",
        """
        SELECT snapshot_date, playlist_id, playlist_name, chart_position, item_type, song_id, song_name, artists, main_artist, album_name, release_date, release_date_precision,
               duration_ms, popularity, days_since_release, is_collaboration, duration_bucket
        FROM dashboard_wide
        WHERE snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)
        ORDER BY snapshot_date, playlist_id, chart_position
        """,
        [Parameters.From, Parameters.To]);

    public static ShippedQuestion PredictionFeatures { get; } = new(
        "prediction_features",
        "What was known of each song of a playlist on each snapshot, and its popularity some days later. Spotify's developer terms bar training models on its content: read them before you use this.",
        """
        WITH o AS (SELECT song_id, snapshot_date, max(popularity) AS popularity, min(chart_position) AS pos FROM playlist_snapshot
                   WHERE playlist_id = :playlist AND song_id IS NOT NULL AND popularity IS NOT NULL
                   GROUP BY song_id, snapshot_date)
        SELECT a.song_id, a.snapshot_date, a.popularity, a.pos, a.popularity - lag(a.popularity) OVER (PARTITION BY a.song_id ORDER BY a.snapshot_date) AS popularity_change,
               s.duration_ms, s.explicit, date_diff('day', al.release_date, a.snapshot_date) AS days_since_release, f.popularity AS label_popularity
        FROM o a
        LEFT JOIN songs_latest s ON s.song_id = a.song_id
        LEFT JOIN albums_latest al ON al.album_id = s.album_id
        LEFT JOIN o f ON f.song_id = a.song_id AND f.snapshot_date = date_add('day', {horizon_days}, a.snapshot_date)
        ORDER BY a.song_id, a.snapshot_date
        """,
        [Parameters.Playlist],
        QuestionLiteral.Number("horizon_days", 7, 1, 3650));
}
