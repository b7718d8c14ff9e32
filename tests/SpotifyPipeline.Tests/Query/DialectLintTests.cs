namespace SpotifyPipeline.Tests.Query;

internal sealed class DialectLintTests
{
    private static readonly HashSet<string> Unique =
    [
        "song_id", "album_id", "artist_id", "artist_b_id", "artist_name", "genre", "release_year", "snapshot_date", "snapshot_date DESC",
        "chart_position", "session_no", "check_name", "2",
        "playlist_id",
    ];

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.All))]
    public void Text_means_the_same_on_both_engines(string sql) => Assert.That(DialectLint.Findings(sql), Is.Empty);

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.Questions))]
    public void Rows_have_one_order(string sql)
    {
        // One row needs none.
        if (!sql.StartsWith("SELECT count(*) AS n,", StringComparison.Ordinal) && !sql.StartsWith("SELECT s.songs, ", StringComparison.Ordinal))
        {
            Assert.That(DialectLint.OrderFinding(sql, Unique), Is.Null);
        }
    }

    [TestCase("SELECT a / 1000.0 FROM t")]
    [TestCase("SELECT a / b FROM t")]
    [TestCase("SELECT a FROM t LIMIT 5")]
    [TestCase("SELECT a::integer FROM t")]
    [TestCase("SELECT string_agg(a) FROM t")]
    [TestCase("SELECT a AT TIME ZONE 'UTC' FROM t")]
    [TestCase("SELECT array_join(array_agg(a ORDER BY b), ',') FROM t")]
    [TestCase("SELECT last_value(a) IGNORE NULLS OVER (ORDER BY b) FROM t")]
    [TestCase("SELECT date_diff('minute', a, b) FROM t")]
    [TestCase("SELECT count_if(a) FROM t")]
    [TestCase("SELECT ? FROM t")]
    [TestCase("SELECT a FROM t JOIN u ON u.a = ?")]
    public void Lint_refuses_what_differs(string sql) => Assert.That(DialectLint.Findings(sql), Is.Not.Empty);

    [TestCase("SELECT a FROM t", "no order")]
    [TestCase("SELECT a FROM t ORDER BY song_id, a", "may tie")]
    public void Lint_refuses_rows_without_one_order(string sql, string expected) => Assert.That(DialectLint.OrderFinding(sql, Unique), Does.Contain(expected));
}
