using System.Net;
using System.Text.Json;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Fakes.ScriptedAthena;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaQueryEngineTests
{
    private static readonly (string, string)[] Number = [("n", "integer")];

    [Test]
    public async Task Rows_come_typed_and_without_the_header_row()
    {
        var athena = new ScriptedAthena().Returns([("song_id", "varchar"), ("popularity", "integer")], ["4cOdK2wGLETKBW3PvgPWqT", "87"], ["6I9VzXrHxO9rA9A5euc8Ak", null]);

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT song_id, popularity FROM songs"), default);
        var rows = await result.Rows.ToListAsync();

        Assert.That(result.Columns.Select(c => (c.Name, c.SqlType)), Is.EqualTo(new[] { ("song_id", "varchar"), ("popularity", "integer") }));
        Assert.That(rows, Has.Count.EqualTo(2));
        Assert.That(rows[0].GetString("song_id"), Is.EqualTo("4cOdK2wGLETKBW3PvgPWqT"));
        Assert.That(rows[0].GetInt32("popularity"), Is.EqualTo(87));
        Assert.That(rows[1].GetInt32("popularity"), Is.Null);
    }

    [Test]
    public async Task Request_names_database_work_group_output_and_parameters()
    {
        var athena = new ScriptedAthena().Returns(Number);
        athena.Options.Database = "spotify_test";
        athena.Options.WorkGroup = "analysts";
        athena.Options.ResultReuse = TimeSpan.FromHours(2);
        var id = "a'b";

        await using var result = await athena.Engine().ExecuteAsync(SqlStatement.From($"SELECT 1 AS n FROM songs WHERE song_id = {id} AND popularity > {3}"), default);

        Assert.That(athena.Sent("StartQueryExecution", "QueryString"), Is.EqualTo("SELECT 1 AS n FROM songs WHERE song_id = ? AND popularity > ?"));
        Assert.That(athena.Sent("StartQueryExecution", "QueryExecutionContext"), Is.EqualTo("""{"Database":"spotify_test"}"""));
        Assert.That(athena.Sent("StartQueryExecution", "WorkGroup"), Is.EqualTo("analysts"));
        Assert.That(athena.Sent("StartQueryExecution", "ResultConfiguration"), Is.EqualTo("""{"OutputLocation":"s3://lake/athena/"}"""));
        Assert.That(JsonSerializer.Deserialize<string[]>(athena.Sent("StartQueryExecution", "ExecutionParameters")!), Is.EqualTo(new[] { "'a''b'", "3" }));
        Assert.That(athena.Sent("StartQueryExecution", "ResultReuseConfiguration"), Is.EqualTo("""{"ResultReuseByAgeConfiguration":{"Enabled":true,"MaxAgeInMinutes":120}}"""));
    }

    [Test]
    public async Task Without_output_parameters_and_reuse_their_members_are_left_out()
    {
        var athena = new ScriptedAthena().Returns(Number);
        athena.Options.QueryOutput = null;

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT 1 AS n"), default);

        foreach (var member in (string[])["ResultConfiguration", "ExecutionParameters", "ResultReuseConfiguration"])
        {
            Assert.That(athena.Sent("StartQueryExecution", member), Is.Null, member);
        }
    }

    [Test]
    public async Task Results_are_fetched_page_by_page_as_they_are_read()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("SUCCEEDED"));
        athena.Service.On(
            "GetQueryResults",
            Page(Number, [["n"], .. Enumerable.Range(0, 999).Select(i => new[] { $"{i}" })], next: "two"),
            Page(Number, Enumerable.Range(999, 1000).Select(i => new[] { $"{i}" }), next: "three"),
            Page(Number, [["1999"]]));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT n FROM numbers"), default);
        Assert.That(athena.Handler.Of("GetQueryResults").Count(), Is.EqualTo(1), "pages before a row was read");
        var numbers = new List<int?>();
        await foreach (var row in result.Rows)
        {
            numbers.Add(row.GetInt32("n"));
            Assert.That(athena.Handler.Of("GetQueryResults").Count(), Is.EqualTo(numbers.Count <= 999 ? 1 : numbers.Count <= 1999 ? 2 : 3));
        }

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, 2000)));
        var tokens = athena.Handler.Of("GetQueryResults").Select(r => JsonDocument.Parse(r.Body).RootElement.TryGetProperty("NextToken", out var token) ? token.GetString() : null);
        Assert.That(tokens, Is.EqualTo(new[] { null, "two", "three" }));
    }

    [Test]
    public async Task Null_is_not_the_empty_text()
    {
        var athena = new ScriptedAthena().Returns([("a", "varchar"), ("b", "varchar"), ("c", "varchar")], ["", null, "null"]);

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT a, b, c FROM t"), default);
        var row = await result.Rows.SingleAsync();

        Assert.That(row["a"], Is.EqualTo(""));
        Assert.That(row["b"], Is.Null);
        Assert.That(row["c"], Is.EqualTo("null"));
    }

    [Test]
    public async Task Rows_of_show_tables_have_no_header_to_leave_out()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("SUCCEEDED", statementType: "UTILITY"));
        athena.Service.On("GetQueryResults", Page([("tab_name", "string")], [["tab_name"], ["songs"]]));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SHOW TABLES"), default);

        Assert.That(await result.Rows.Select(r => r.GetString("tab_name")).ToListAsync(), Is.EqualTo(new[] { "tab_name", "songs" }));
    }

    [Test]
    public async Task Statement_without_a_result_has_no_columns_and_no_rows()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("SUCCEEDED", statementType: "DDL"));
        athena.Service.On("GetQueryResults", ScriptedService.Ok(new { ResultSet = new { } }));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("CREATE OR REPLACE VIEW v AS SELECT 1 AS n"), default);

        Assert.That(result.Columns, Is.Empty);
        Assert.That(await result.Rows.CountAsync(), Is.Zero);
        Assert.That(result.Statistics.Cost, Is.Null, "bytes were not told");
    }

    [Test]
    public async Task Rows_are_read_once()
    {
        var athena = new ScriptedAthena().Returns(Number, ["1"]);
        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT 1 AS n"), default);
        await result.Rows.CountAsync();

        Assert.That(async () => await result.Rows.CountAsync(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Value_that_the_library_cannot_read_is_named_with_its_column()
    {
        var athena = new ScriptedAthena().Returns([("big", "decimal")], ["99999999999999999999999999999999999999"]);
        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT big FROM t"), default);

        Assert.That(
            async () => await result.Rows.CountAsync(),
            Throws.InstanceOf<QueryException>().With.Message.Contains("\"big\"").And.Message.Contains("Cast it").And.Property("QueryId").EqualTo(QueryId));
    }

    [TestCase(0L, false, "DML", 0)]
    [TestCase(1L, false, "DML", 10)]
    [TestCase(10L << 20, false, "DML", 10)]
    [TestCase((10L << 20) + 1, false, "DML", 11)]
    [TestCase(1L << 40, false, "DML", 1 << 20)]
    [TestCase(1L << 40, true, "DML", 0)]
    [TestCase(1L << 40, false, "DDL", 0)]
    public async Task Cost_is_the_list_price_of_whole_megabytes_and_at_least_ten(long bytes, bool reused, string statementType, int megabytes)
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("SUCCEEDED", scanned: bytes, reused: reused, statementType: statementType));
        athena.Service.On("GetQueryResults", Page(Number, [["n"]]));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT n FROM t"), default);

        Assert.That(result.Statistics, Is.EqualTo(new QueryStatistics(QueryId, bytes, megabytes * 5m / (1 << 20), TimeSpan.FromMilliseconds(1234))));
    }

    [Test]
    public async Task Same_statement_asked_twice_is_two_questions()
    {
        var athena = new ScriptedAthena().Returns(Number, ["1"]);
        var statement = new SqlStatement("SELECT 1 AS n");

        await using var first = await athena.Engine().ExecuteAsync(statement, default);
        await using var second = await athena.Engine().ExecuteAsync(statement, default);

        Assert.That(Tokens(athena), Has.Count.EqualTo(2).And.Unique.And.All.Length.EqualTo(36));
    }

    [Test]
    public async Task Throttled_start_is_repeated_with_the_same_token()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("StartQueryExecution", ScriptedService.Error("TooManyRequestsException", "Rate exceeded"), ScriptedService.Error("TooManyRequestsException", "Rate exceeded"));
        athena.Returns(Number, ["1"]);

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT 1 AS n"), default);

        Assert.That(await result.Rows.CountAsync(), Is.EqualTo(1));
        Assert.That(Tokens(athena), Has.Count.EqualTo(3));
        Assert.That(Tokens(athena).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Start_that_stays_throttled_fails_in_the_end()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("StartQueryExecution", ScriptedService.Error("TooManyRequestsException", "Rate exceeded"));

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(new SqlStatement("SELECT 1"), default),
            Throws.InstanceOf<Amazon.Runtime.AmazonServiceException>().With.Property("ErrorCode").EqualTo("TooManyRequestsException"));
        Assert.That(athena.Handler.Of("StartQueryExecution").Count(), Is.EqualTo(6));
    }

    [Test]
    public async Task Throttled_polls_and_pages_are_survived()
    {
        var throttled = ScriptedService.Error("ThrottlingException", "Rate exceeded");
        var broken = ScriptedService.Error("InternalServerException", "oops", HttpStatusCode.InternalServerError);
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("RUNNING"), throttled, throttled, broken, Execution("RUNNING"), throttled, Execution("SUCCEEDED"));
        athena.Service.On("GetQueryResults", throttled, Page(Number, [["n"], ["1"]], next: "two"), throttled, broken, Page(Number, [["2"]]));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT n FROM t"), default);

        Assert.That(await result.Rows.Select(r => r.GetInt32("n")).ToListAsync(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(athena.Handler.Of("StartQueryExecution").Count(), Is.EqualTo(1));
        Assert.That(athena.Handler.Of("StopQueryExecution"), Is.Empty);
    }

    [Test]
    public async Task Polls_wait_longer_and_longer_and_not_all_alike()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", [.. Enumerable.Repeat(Execution("RUNNING"), 30), Execution("SUCCEEDED")]);
        athena.Service.On("GetQueryResults", Page(Number, [["n"]]));

        await using var result = await athena.Engine().ExecuteAsync(new SqlStatement("SELECT n FROM t"), default);

        Assert.That(athena.Time.Waits[0], Is.InRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)));
        Assert.That(athena.Time.Waits, Has.All.LessThanOrEqualTo(TimeSpan.FromSeconds(6)));
        Assert.That(athena.Time.Waits.Skip(15), Has.All.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(athena.Time.Waits.Skip(15).Distinct().Count(), Is.GreaterThan(10));
    }

    private static List<string> Tokens(ScriptedAthena athena) =>
        [.. athena.Handler.Of("StartQueryExecution").Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("ClientRequestToken").GetString()!)];
}
