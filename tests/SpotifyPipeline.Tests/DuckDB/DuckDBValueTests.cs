using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.DuckDB;

internal sealed class DuckDBValueTests
{
    private DuckDBLake _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new DuckDBLake();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    private static IEnumerable<TestCaseData> Values()
    {
        yield return new("true", true);
        yield return new("CAST(-8 AS tinyint)", -8);
        yield return new("CAST(-300 AS smallint)", -300);
        yield return new("CAST(-70000 AS integer)", -70000);
        yield return new("CAST(200 AS utinyint)", 200);
        yield return new("CAST(60000 AS usmallint)", 60000);
        yield return new("CAST(4000000000 AS uinteger)", 4000000000L);
        yield return new("CAST(-9223372036854775808 AS bigint)", long.MinValue);
        yield return new("CAST(18446744073709551615 AS ubigint)", 18446744073709551615m);
        yield return new("CAST(7 AS hugeint)", 7L);
        yield return new("CAST(-12345678901234567890123 AS hugeint)", -12345678901234567890123m);
        yield return new("CAST(7 AS uhugeint)", 7L);
        yield return new("CAST(1.5 AS float)", 1.5d);
        yield return new("CAST(-0.1 AS double)", -0.1d);
        yield return new("CAST('nan' AS double)", double.NaN);
        yield return new("CAST(-1.25 AS decimal(4,2))", -1.25m);
        yield return new("CAST(12345.678 AS decimal(9,3))", 12345.678m);
        yield return new("CAST(-123456789012.345 AS decimal(18,3))", -123456789012.345m);
        yield return new("CAST('-7922816251426433759354395033.5' AS decimal(38,1))", -7922816251426433759354395033.5m);
        yield return new("''", "");
        yield return new("'twelve bytes'", "twelve bytes");
        yield return new("'more than twelve bytes: 東京 🎧'", "more than twelve bytes: 東京 🎧");
        yield return new("repeat('x', 1000000)", new string('x', 1_000_000));
        yield return new("DATE '1969-12-31'", new DateOnly(1969, 12, 31));
        yield return new("DATE '0001-01-01'", DateOnly.MinValue);
        yield return new("DATE '9999-12-31'", DateOnly.MaxValue);
        yield return new("TIMESTAMP '2026-11-20 09:12:23.456789'", Utc("2026-11-20T09:12:23.456789Z"));
        yield return new("TIMESTAMP '1969-12-31 23:59:59.999'", Utc("1969-12-31T23:59:59.999Z"));
        yield return new("CAST('2026-11-20 09:12:23+02:00' AS timestamptz)", Utc("2026-11-20T07:12:23Z"));
        yield return new("CAST('2026-11-20 09:12:23.123' AS timestamp_ms)", Utc("2026-11-20T09:12:23.123Z"));
        yield return new("CAST('2026-11-20 09:12:23' AS timestamp_s)", Utc("2026-11-20T09:12:23Z"));
        yield return new("CAST('2026-11-20 09:12:23.1234567' AS timestamp_ns)", Utc("2026-11-20T09:12:23.1234567Z"));
        yield return new("TIME '09:12:23.5'", "09:12:23.500000");
        yield return new("INTERVAL '1 month 2 days 3 hours'", "1 months 2 days 03:00:00");
        yield return new("CAST('a' AS enum('b', 'a'))", "a");
        yield return new("'\\xAB\\x00'::blob", "AB00");
        yield return new("CAST('0f0e0d0c-0b0a-4908-8706-050403020100' AS uuid)", "0f0e0d0c-0b0a-4908-8706-050403020100");
        yield return new("['jazz', 'city pop']", new[] { "jazz", "city pop" });
        yield return new("CAST([] AS varchar[])", Array.Empty<string>());
        yield return new("[1, NULL]", new[] { "1", null });
        yield return new("array_value('a', 'b')", new[] { "a", "b" });
        yield return new("{'a': 1, 'b': [true, NULL]}", "{a=1, b=[true, null]}");
        yield return new("MAP {'k': DATE '2026-01-01'}", "{k=2026-01-01}");
        yield return new("NULL", null);
        yield return new("CAST(NULL AS varchar[])", null);
    }

    [TestCaseSource(nameof(Values))]
    public async Task Value_comes_as_its_clr_type(string expression, object? expected)
    {
        var value = await _lake.ValueAsync("SELECT " + expression);

        Assert.That(value, Is.EqualTo(expected));
        Assert.That(value?.GetType(), Is.EqualTo(expected?.GetType()));
    }

    private static IEnumerable<object?> Parameters() =>
        ["", "O'Brien; DROP VIEW x --", "東京 🎧", 7, int.MinValue, long.MaxValue, -0.5d, 123.4500m, -79228162514264337593543950335m, decimal.MaxValue, 0.0000000000000000000000000001m, true, false, new DateOnly(1931, 2, 3), null];

    [TestCaseSource(nameof(Parameters))]
    public async Task Parameter_comes_back_as_it_went(object? parameter) =>
        Assert.That(await _lake.ValueAsync("SELECT ?", parameter), Is.EqualTo(parameter));

    [Test]
    public async Task Instant_goes_as_utc() => Assert.That(
        await _lake.ValueAsync("SELECT ?", DateTimeOffset.Parse("2026-11-20T09:12:23.456+09:00")),
        Is.EqualTo(Utc("2026-11-20T00:12:23.456Z")));

    [Test]
    public async Task Interpolated_statement_binds_its_holes()
    {
        var name = "x' OR '1'='1";
        await using var result = await _lake.Engine.ExecuteAsync(SqlStatement.From($"SELECT {name} AS name, {3} + {4} AS seven"), CancellationToken.None);
        await foreach (var row in result.Rows)
        {
            Assert.That(row.GetString("name"), Is.EqualTo(name));
            Assert.That(row.GetInt64("SEVEN"), Is.EqualTo(7));
        }
    }

    [TestCase("CAST('infinity' AS date)")]
    [TestCase("TIMESTAMP '20000-01-01 00:00:00'")]
    [TestCase("170141183460469231731687303715884105727")]
    [TestCase("CAST('99999999999999999999999999999999999999' AS decimal(38,0))")]
    [TestCase("CAST('101' AS bit)")]
    public async Task Value_that_has_no_clr_type_is_refused_with_the_way_out(string expression) => await Assert.ThatAsync(
        () => _lake.ValueAsync("SELECT " + expression),
        Throws.TypeOf<QueryException>().With.Message.Contains("CAST it to"));

    [Test]
    public async Task Columns_carry_names_and_types()
    {
        await using var result = await _lake.Engine.ExecuteAsync(
            new SqlStatement("SELECT 1 AS a, CAST(1 AS decimal(5,2)) AS b, ['x'] AS c, now() AS d, {'f': 1} AS e, MAP {1: 'x'} AS f"), CancellationToken.None);

        Assert.That(result.Columns.Select(c => c.Name), Is.EqualTo(new[] { "a", "b", "c", "d", "e", "f" }));
        Assert.That(result.Columns.Select(c => c.SqlType), Is.EqualTo(new[] { "integer", "decimal(5,2)", "varchar[]", "timestamp with time zone", "struct(f integer)", "map(integer, varchar)" }));
    }

    [Test]
    public async Task Nulls_and_values_keep_their_places_over_many_chunks()
    {
        var rows = await _lake.RowsAsync("SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'value ' || i END, CASE WHEN i % 3 = 0 THEN NULL ELSE [CAST(i AS varchar)] END FROM range(10000) t(i) ORDER BY i");

        Assert.That(rows, Has.Count.EqualTo(10_000));
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.That(rows[i], Is.EqualTo(new object?[] { (long)i, i % 7 == 0 ? null : $"value {i}", i % 3 == 0 ? null : new[] { $"{i}" } }));
        }
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text).UtcDateTime;
}
