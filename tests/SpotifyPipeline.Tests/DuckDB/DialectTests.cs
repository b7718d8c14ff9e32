namespace SpotifyPipeline.Tests.DuckDB;

/// <summary>Expected values are those of the Trino documentation (https://trino.io/docs/current/functions.html).</summary>
internal sealed class DialectTests
{
    private DuckDBLake _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new DuckDBLake();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [TestCase("array_join(array_agg(x ORDER BY x), ', ')", "a, b")]
    [TestCase("array_join(array_agg(x) FILTER (WHERE x > 'z'), ', ')", null)]
    [TestCase("array_join(array_agg(CAST(NULL AS varchar)), ', ')", "")]
    [TestCase("cardinality(array_agg(x))", 2L)]
    [TestCase("approx_distinct(x)", 2L)]
    [TestCase("count_if(arbitrary IN ('a', 'b')) > 0", true)]
    public async Task Aggregate_means_what_it_means_in_trino(string expression, object? expected) =>
        Assert.That(await _lake.ValueAsync($"SELECT {expression} FROM (SELECT x, arbitrary(x) OVER () AS arbitrary FROM (VALUES ('a'), ('b')) t(x)) u"), Is.EqualTo(expected));

    [TestCase("approx_percentile(x, 0.5)", 2d)]
    public async Task Median_is_the_middle(string expression, double expected) =>
        Assert.That(await _lake.ValueAsync($"SELECT {expression} FROM (VALUES (1e0), (2e0), (9e0)) t(x)"), Is.EqualTo(expected));

    [TestCase("day_of_week(DATE '2026-11-16')", 1L, Description = "a Monday")]
    [TestCase("day_of_week(DATE '2026-11-22')", 7L, Description = "a Sunday")]
    [TestCase("day_of_month(DATE '2026-11-22')", 22L)]
    [TestCase("day_of_year(DATE '2026-02-01')", 32L)]
    [TestCase("hour(with_timezone(TIMESTAMP '2026-11-14 20:00:00', 'UTC') AT TIME ZONE 'Asia/Tokyo')", 5L)]
    [TestCase("hour(with_timezone(TIMESTAMP '2026-03-29 00:59:00', 'UTC') AT TIME ZONE 'Europe/Berlin')", 1L, Description = "before summer time")]
    [TestCase("hour(with_timezone(TIMESTAMP '2026-03-29 01:00:00', 'UTC') AT TIME ZONE 'Europe/Berlin')", 3L, Description = "summer time")]
    [TestCase("date_diff('minute', TIMESTAMP '2020-01-01 10:00:59', TIMESTAMP '2020-01-01 10:31:00')", 30L)]
    [TestCase("date_diff('day', DATE '2020-01-03', DATE '2020-01-01')", -2L)]
    [TestCase("date_diff('millisecond', TIMESTAMP '2020-01-01 10:00:59', TIMESTAMP '2020-01-01 10:31:00')", 1_801_000L)]
    [TestCase("CAST(date_add('day', 7, DATE '2026-02-25') AS varchar)", "2026-03-04")]
    [TestCase("CAST(date_add('month', 1, DATE '2026-01-31') AS varchar)", "2026-02-28")]
    [TestCase("typeof(date_add('day', 7, DATE '2026-02-25'))", "DATE")]
    [TestCase("CAST(date_add('hour', -2, TIMESTAMP '2026-01-01 01:00:00') AS varchar)", "2025-12-31 23:00:00")]
    [TestCase("is_nan(CAST('nan' AS double))", true)]
    public async Task Function_means_what_it_means_in_trino(string expression, object expected) =>
        Assert.That(await _lake.ValueAsync("SELECT " + expression), Is.EqualTo(expected));

    [Test]
    public async Task Unknown_unit_is_refused() => await Assert.ThatAsync(
        () => _lake.ValueAsync("SELECT date_add('fortnight', 1, DATE '2026-01-01')"),
        Throws.TypeOf<QueryException>().With.Message.Contains("fortnight"));
}
