namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about the lake itself.</summary>
internal static class QualityQuestions
{
    /// <summary>A rule of the tables.</summary>
    /// <param name="Name">The rule.</param>
    /// <param name="Tables">The tables that it looks at.</param>
    /// <param name="Count">What follows <c>SELECT 'name' AS check_name, </c>; <c>@where</c> and <c>@and</c> stand where days may be asked for.</param>
    private sealed record Rule(string Name, string[] Tables, string Count);

    private static readonly Rule[] Rules =
    [
        new("songs_null_id", ["songs"], "count(CASE WHEN song_id IS NULL THEN 1 END) AS bad_rows FROM songs@where"),
        new("songs_duplicate_in_unit", ["songs"], "coalesce(sum(n - 1), 0) AS bad_rows FROM (SELECT count(*) AS n FROM songs_by_file@where GROUP BY song_id, snapshot_date, run_id, file_path) t"),
        new("songs_orphan_album", ["songs", "albums"], "count(*) AS bad_rows FROM songs s LEFT JOIN (SELECT DISTINCT album_id, snapshot_date FROM albums@where) a ON a.album_id = s.album_id AND a.snapshot_date = s.snapshot_date WHERE s.album_id IS NOT NULL AND a.album_id IS NULL@and"),
        new("song_artists_orphan_artist", ["song_artists", "artists"], "count(*) AS bad_rows FROM song_artists s LEFT JOIN (SELECT DISTINCT artist_id, snapshot_date FROM artists@where) a ON a.artist_id = s.artist_id AND a.snapshot_date = s.snapshot_date WHERE a.artist_id IS NULL@and"),
        new("albums_future_release", ["albums"], "count(CASE WHEN release_date > snapshot_date THEN 1 END) AS bad_rows FROM albums@where"),
        new("songs_bad_duration", ["songs"], "count(CASE WHEN duration_ms IS NULL OR duration_ms <= 0 THEN 1 END) AS bad_rows FROM songs@where"),
        new("popularity_out_of_range", ["songs"], "count(CASE WHEN popularity NOT BETWEEN 0 AND 100 THEN 1 END) AS bad_rows FROM songs@where"),
        new("duplicate_positions", ["playlist_items"], "coalesce(sum(n - 1), 0) AS bad_rows FROM (SELECT count(*) AS n FROM playlist_items_by_file@where GROUP BY playlist_id, snapshot_date, run_id, chart_position, file_path) t"),
    ];

    public static ShippedQuestion Checks { get; } = new(
        "quality_checks",
        "Rows that break a rule of the tables, by rule; all 0 on clean data. Rows are unique per key within the file of a unit, so duplicates are looked for there.",
        Text(Rules, "", ""),
        []);

    public static ShippedQuestion ChecksBetween { get; } = Between(Rules);

    /// <summary>The rules, for a range of days, that a lake with some of the tables can be asked about; null where there is none.</summary>
    public static ShippedQuestion? ChecksBetweenOver(IReadOnlyCollection<string> tables)
    {
        var known = Rules.Where(r => r.Tables.All(tables.Contains)).ToList();
        return known.Count == 0 ? null : Between(known);
    }

    private static ShippedQuestion Between(IEnumerable<Rule> rules) => new(
        "quality_checks_between",
        "The same for the rows of a range of snapshot dates, so that the cost does not grow with the lake.",
        Text(rules, " WHERE snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)", " AND s.snapshot_date BETWEEN CAST(:from AS date) AND CAST(:to AS date)"),
        [Parameters.From, Parameters.To]);

    private static string Text(IEnumerable<Rule> rules, string where, string and) =>
        $"""
         SELECT q.check_name, q.bad_rows FROM (
           {string.Join("\n  UNION ALL ", rules.Select(r => $"SELECT '{r.Name}' AS check_name, {r.Count.Replace("@where", where, StringComparison.Ordinal).Replace("@and", and, StringComparison.Ordinal)}"))}
         ) q
         ORDER BY q.check_name
         """;
}
