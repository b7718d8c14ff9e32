using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Fakes.ScriptedAthena;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaFailureTests
{
    private static readonly (string, string)[] Number = [("n", "integer")];
    private static readonly SqlStatement Select = new("SELECT n FROM songs");

    [Test]
    public void Failure_carries_query_id_state_and_reason()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("FAILED", "COLUMN_NOT_FOUND: line 1:8: Column 'm' cannot be resolved", error: new { ErrorCategory = 2, ErrorType = 1006, Retryable = false }));

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(Select, default),
            Throws.InstanceOf<QueryException>()
                .With.Property("QueryId").EqualTo(QueryId)
                .And.Property("State").EqualTo("FAILED")
                .And.Property("Reason").StartsWith("COLUMN_NOT_FOUND")
                .And.Property("IsTransient").False
                .And.Message.Contains("Correct the statement"));
        Assert.That(athena.Handler.Of("StartQueryExecution").Count(), Is.EqualTo(1));
        Assert.That(athena.Handler.Of("StopQueryExecution"), Is.Empty, "it had ended");
    }

    [Test]
    public async Task Retryable_failure_of_a_select_is_asked_again_as_a_new_query()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("FAILED", "Query exhausted resources", error: new { ErrorCategory = 1, Retryable = true }), Execution("SUCCEEDED"));
        athena.Service.On("GetQueryResults", Page(Number, [["n"], ["1"]]));

        await using var result = await athena.Engine().ExecuteAsync(Select, default);

        Assert.That(await result.Rows.CountAsync(), Is.EqualTo(1));
        Assert.That(athena.Handler.Of("StartQueryExecution").Select(r => r.Body).Distinct().Count(), Is.EqualTo(2), "with another token, or Athena returns the failed one");
    }

    [TestCase("(SELECT n FROM songs)", 3)]
    [TestCase("WITH a AS (SELECT 1 AS n) SELECT n FROM a", 3)]
    [TestCase("INSERT INTO t SELECT n FROM songs", 1)]
    [TestCase("CREATE TABLE t AS SELECT n FROM songs", 1)]
    [TestCase("MERGE INTO t USING s ON t.n = s.n WHEN MATCHED THEN DELETE", 1)]
    public void Only_reading_statements_are_asked_again_and_at_most_three_times(string sql, int times)
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("FAILED", "internal", error: new { Retryable = true }));

        Assert.That(async () => await athena.Engine().ExecuteAsync(new SqlStatement(sql), default), Throws.InstanceOf<QueryException>().With.Property("IsTransient").True);

        Assert.That(athena.Handler.Of("StartQueryExecution").Count(), Is.EqualTo(times));
    }

    [TestCase("Query exhausted resources at this scale factor", true)]
    [TestCase("HIVE_CANNOT_OPEN_SPLIT: Please reduce your request rate. (Service: Amazon S3; Status Code: 503)", true)]
    [TestCase("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.spotify.songs' does not exist", false)]
    [TestCase("HIVE_BAD_DATA: Field popularity's type INT64 in parquet file is incompatible", false)]
    public void Without_an_error_object_the_reason_says_whether_retrying_helps(string reason, bool isTransient)
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("FAILED", reason));

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, default), Throws.InstanceOf<QueryException>().With.Property("IsTransient").EqualTo(isTransient));
    }

    [Test]
    public void Query_that_the_work_group_stopped_says_so()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", Execution("CANCELLED", "Bytes scanned limit was exceeded"));

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(Select, default),
            Throws.InstanceOf<QueryException>().With.Property("State").EqualTo("CANCELLED").And.Message.Contains("limit of the work group"));
    }

    [Test]
    public void Refused_statement_is_a_query_failure_with_the_services_words()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("StartQueryExecution", ScriptedService.Error("InvalidRequestException", "line 1:1: mismatched input 'SELEC'."));

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(new SqlStatement("SELEC 1"), default),
            Throws.InstanceOf<QueryException>().With.Property("Reason").EqualTo("line 1:1: mismatched input 'SELEC'.").And.Property("IsTransient").False);
    }

    [Test]
    public void Missing_permission_passes_through_as_the_sdk_says_it()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("StartQueryExecution", ScriptedService.Error("AccessDeniedException", "not authorized to perform: athena:StartQueryExecution"));

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(Select, default),
            Throws.InstanceOf<Amazon.Runtime.AmazonServiceException>().With.Property("ErrorCode").EqualTo("AccessDeniedException").And.Property("RequestId").EqualTo("request-1"));
    }

    [Test]
    public void Cancellation_while_waiting_stops_the_query_once()
    {
        using var cancelled = new CancellationTokenSource();
        var athena = new ScriptedAthena { Time = new SkippingTime { OnWait = count => { if (count == 4) { cancelled.Cancel(); } } } }.Starts();
        athena.Service.On("GetQueryExecution", Execution("RUNNING"));
        athena.Service.On("StopQueryExecution", ScriptedService.Ok());

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
        Assert.That(athena.Sent("StopQueryExecution", "QueryExecutionId"), Is.EqualTo(QueryId));
    }

    [Test]
    public void Cancellation_during_the_start_still_stops_what_was_started()
    {
        using var cancelled = new CancellationTokenSource();
        var athena = new ScriptedAthena();
        athena.Service.On("StartQueryExecution", _ =>
        {
            cancelled.Cancel();
            return ScriptedService.Ok(new { QueryExecutionId = QueryId });
        });
        athena.Service.On("StopQueryExecution", ScriptedService.Ok());

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
    }

    [Test]
    public void Call_that_is_cancelled_before_starts_nothing()
    {
        var athena = new ScriptedAthena().Starts();

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(athena.Handler.Requests, Is.Empty);
    }

    [Test]
    public void Failure_to_stop_does_not_hide_the_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        var athena = new ScriptedAthena { Time = new SkippingTime { OnWait = _ => cancelled.Cancel() } }.Starts();
        athena.Service.On("GetQueryExecution", Execution("RUNNING"));
        athena.Service.On("StopQueryExecution", ScriptedService.Error("AccessDeniedException"));

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
    }

    [Test]
    public void Query_that_runs_too_long_is_stopped()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Options.QueryTimeout = TimeSpan.FromMinutes(2);
        athena.Service.On("GetQueryExecution", Execution("RUNNING"));
        athena.Service.On("StopQueryExecution", ScriptedService.Ok());

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, default), Throws.InstanceOf<QueryException>().With.Message.Contains("QueryTimeout").And.Property("QueryId").EqualTo(QueryId));

        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
        Assert.That(athena.Handler.Of("GetQueryExecution").Count(), Is.GreaterThan(20));
    }

    [Test]
    public void Polls_that_never_succeed_give_up_and_stop_the_query()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Service.On("GetQueryExecution", ScriptedService.Error("ThrottlingException"));
        athena.Service.On("StopQueryExecution", ScriptedService.Ok());

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, default), Throws.InstanceOf<Amazon.Runtime.AmazonServiceException>());

        Assert.That(athena.Handler.Of("GetQueryExecution").Count(), Is.EqualTo(8));
        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
    }

    [Test]
    public void Scan_that_grows_beyond_the_limit_is_stopped_while_it_runs()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Options.MaxScanBytes = 1_000_000;
        athena.Service.On("GetQueryExecution", Execution("RUNNING", scanned: 900_000), Execution("RUNNING", scanned: 1_000_001));
        athena.Service.On("StopQueryExecution", ScriptedService.Ok());

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(Select, default),
            Throws.InstanceOf<QueryException>().With.Message.Contains("1,000,001").And.Message.Contains("MaxScanBytes").And.Property("IsTransient").False);
        Assert.That(athena.Handler.Of("StopQueryExecution").Count(), Is.EqualTo(1));
    }

    [Test]
    public void Scan_that_was_beyond_the_limit_at_its_end_is_a_failure_too()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Options.MaxScanBytes = 1_000_000;
        athena.Service.On("GetQueryExecution", Execution("SUCCEEDED", scanned: 5_000_000));

        Assert.That(async () => await athena.Engine().ExecuteAsync(Select, default), Throws.InstanceOf<QueryException>().With.Property("State").EqualTo("SUCCEEDED"));
        Assert.That(athena.Handler.Of("StopQueryExecution"), Is.Empty, "there is nothing to stop");
    }

    [Test]
    public void Parameter_that_is_too_long_is_refused_before_anything_is_sent()
    {
        var athena = new ScriptedAthena().Starts();

        Assert.That(
            async () => await athena.Engine().ExecuteAsync(new SqlStatement("SELECT n FROM songs WHERE song_name = ?", new string('x', 1023)), default),
            Throws.InstanceOf<QueryException>().With.Message.Contains("1025").And.Message.Contains("1024"));
        Assert.That(athena.Handler.Requests, Is.Empty);
    }
}
