namespace SpotifyPipeline.Query.Questions;

/// <summary>What became of the songs of a playlist over many snapshots.</summary>
/// <remarks>
/// Snapshots are numbered as they lie in the lake, and "before" means the snapshot before, not the day before: a day
/// without a run neither ends a streak nor makes a song leave. Nothing is kept between questions, so a day that arrives
/// late is counted from then on.
/// </remarks>
internal static class ChartHistoryQuestions
{
    // A song's streak is a run of numbers without a gap: number less rank is the same for all of them.
    private const string Steps =
        """
        WITH listed AS (SELECT snapshot_date, song_id, chart_position FROM playlist_snapshot
                        WHERE playlist_id = :playlist AND snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)),
        snaps AS (SELECT d.snapshot_date, row_number() OVER (ORDER BY d.snapshot_date) AS snapshot_no FROM (SELECT DISTINCT snapshot_date FROM listed) d),
        places AS (SELECT l.song_id, s.snapshot_no, s.snapshot_date, min(l.chart_position) AS pos
                   FROM listed l JOIN snaps s ON s.snapshot_date = l.snapshot_date
                   WHERE l.song_id IS NOT NULL GROUP BY l.song_id, s.snapshot_no, s.snapshot_date),
        steps AS (SELECT song_id, snapshot_no, snapshot_date, pos,
                         lag(snapshot_no) OVER (PARTITION BY song_id ORDER BY snapshot_no) AS before_no,
                         lag(pos) OVER (PARTITION BY song_id ORDER BY snapshot_no) AS before_pos,
                         lead(snapshot_no) OVER (PARTITION BY song_id ORDER BY snapshot_no) AS after_no,
                         min(pos) OVER (PARTITION BY song_id ORDER BY snapshot_no ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS peak_so_far,
                         min(pos) OVER (PARTITION BY song_id) AS peak,
                         row_number() OVER (PARTITION BY song_id ORDER BY snapshot_no) AS nth,
                         dense_rank() OVER (PARTITION BY song_id ORDER BY date_trunc('week', snapshot_date)) AS nth_week,
                         snapshot_no - row_number() OVER (PARTITION BY song_id ORDER BY snapshot_no) AS streak_id
                  FROM places)
        """;

    public static ShippedQuestion Moves { get; } = new(
        "chart_history",
        "Every step of every song of a playlist: NEW, BACK (re-entered), UP, DOWN, SAME on each snapshot with it, OUT on the first one without it; with its peak, snapshots, weeks (from Monday) and streak up to then. What lies before the first day is not looked at.",
        Steps + ",\n" +
        """
        moves AS (SELECT snapshot_date, song_id, pos AS current_position, CASE WHEN before_no = snapshot_no - 1 THEN before_pos END AS previous_position,
                         CASE WHEN before_no IS NULL THEN 'NEW' WHEN before_no < snapshot_no - 1 THEN 'BACK' WHEN pos < before_pos THEN 'UP' WHEN pos > before_pos THEN 'DOWN' ELSE 'SAME' END AS movement,
                         peak_so_far, nth, nth_week, row_number() OVER (PARTITION BY song_id, streak_id ORDER BY snapshot_no) AS streak
                  FROM steps
                  UNION ALL
                  SELECT s.snapshot_date, t.song_id, NULL, t.pos, 'OUT', t.peak_so_far, t.nth, t.nth_week, 0
                  FROM steps t JOIN snaps s ON s.snapshot_no = t.snapshot_no + 1
                  WHERE t.after_no IS NULL OR t.after_no > t.snapshot_no + 1)
        SELECT m.snapshot_date, m.song_id, s.song_name, m.current_position, m.previous_position, m.previous_position - m.current_position AS position_gain, m.movement,
               m.peak_so_far AS peak_position, m.nth AS snapshots_on_list, m.nth_week AS weeks_on_list, m.streak
        FROM moves m LEFT JOIN songs_latest s ON s.song_id = m.song_id
        ORDER BY m.snapshot_date, m.current_position NULLS LAST, m.song_id
        """,
        Parameters.PlaylistAndDays);

    public static ShippedQuestion Careers { get; } = new(
        "chart_careers",
        "One row per song of a playlist: when it entered, when it left (NULL while it is there), how often it entered, its peak and the first day there, snapshots and weeks (from Monday) on the list, its longest streak and the one it is in.",
        Steps + ",\n" +
        """
        streaks AS (SELECT song_id, streak_id, count(*) AS length, max(snapshot_no) AS last_no FROM steps GROUP BY song_id, streak_id),
        longest AS (SELECT song_id, count(*) AS entries, max(length) AS longest_streak FROM streaks GROUP BY song_id),
        careers AS (SELECT song_id, min(snapshot_date) AS entered_on, max(snapshot_date) AS last_on, max(snapshot_no) AS last_no, min(peak) AS peak_position,
                           min(CASE WHEN pos = peak THEN snapshot_date END) AS peak_on, count(*) AS snapshots_on_list, max(nth_week) AS weeks_on_list
                    FROM steps GROUP BY song_id)
        SELECT c.song_id, s.song_name, c.entered_on, c.last_on, n.snapshot_date AS left_on, g.entries, c.peak_position, c.peak_on, c.snapshots_on_list, c.weeks_on_list, g.longest_streak,
               CASE WHEN n.snapshot_no IS NULL THEN k.length ELSE 0 END AS current_streak, CASE WHEN n.snapshot_no IS NULL THEN p.pos END AS current_position
        FROM careers c
        JOIN longest g ON g.song_id = c.song_id
        JOIN streaks k ON k.song_id = c.song_id AND k.last_no = c.last_no
        JOIN places p ON p.song_id = c.song_id AND p.snapshot_no = c.last_no
        LEFT JOIN snaps n ON n.snapshot_no = c.last_no + 1
        LEFT JOIN songs_latest s ON s.song_id = c.song_id
        ORDER BY c.peak_position, c.snapshots_on_list DESC, c.song_id
        """,
        Parameters.PlaylistAndDays);
}
