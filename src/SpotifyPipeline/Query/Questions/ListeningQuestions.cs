namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about what was played.</summary>
internal static class ListeningQuestions
{
    public static ShippedQuestion Patterns { get; } = new(
        "listening_patterns",
        "Plays by weekday (1 = Monday) and hour in the listener's time zone, for plays on the given UTC days. Minutes are an upper bound, since skips are unknown.",
        """
        SELECT day_of_week(p.played_at_local) AS iso_weekday, hour(p.played_at_local) AS hour_of_day, count(*) AS plays, count(DISTINCT p.song_id) AS distinct_songs,
               count(DISTINCT p.user_key) AS listeners, round(sum(s.duration_ms) / 60000e0, 2) AS max_minutes
        FROM (SELECT d.user_key, d.song_id, with_timezone(d.played_at, 'UTC') AT TIME ZONE {zone} AS played_at_local
              FROM plays_dedup d WHERE d.play_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)) p
        LEFT JOIN songs_latest s ON s.song_id = p.song_id
        GROUP BY 1, 2
        ORDER BY 1, 2
        """,
        [Parameters.From, Parameters.To],
        QuestionLiteral.Zone("zone"));

    public static ShippedQuestion Sessions { get; } = new(
        "listening_sessions",
        "Plays of a user without a long pause between their beginnings. A longer gap begins a new session; days before the first are not looked at.",
        """
        WITH g AS (SELECT p.user_key, p.played_at, p.song_id,
                          CASE WHEN date_diff('millisecond', lag(p.played_at) OVER (PARTITION BY p.user_key ORDER BY p.played_at, p.song_id), p.played_at) <= {gap_ms} THEN 0 ELSE 1 END AS is_new
                   FROM plays_dedup p WHERE p.play_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)),
        h AS (SELECT g.user_key, g.played_at, g.song_id, sum(g.is_new) OVER (PARTITION BY g.user_key ORDER BY g.played_at, g.song_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_no FROM g)
        SELECT user_key, session_no, min(played_at) AS started_at, max(played_at) AS last_play_at, count(*) AS plays, count(DISTINCT song_id) AS distinct_songs
        FROM h
        GROUP BY user_key, session_no
        ORDER BY user_key, session_no
        """,
        [Parameters.From, Parameters.To],
        QuestionLiteral.Number("gap_ms", 30 * 60_000, 1, 7L * 24 * 60 * 60_000));
}
