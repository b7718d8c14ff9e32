using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>An engine over a scripted Athena, and what went over the wire.</summary>
internal sealed class ScriptedAthena
{
    public const string QueryId = "query-1";

    public ScriptedAthena()
    {
        Handler = new JudgedHandler(Service);
        Client = new AthenaClient(new BasicAWSCredentials("test", "test"), new AwsJsonConfig(AthenaClient.Service)
        {
            ServiceURL = "http://athena.test",
            AuthenticationRegion = "eu-central-1",
            HttpClientFactory = new HandlerFactory(Handler),
            MaxErrorRetry = 0,
        });
    }

    public ScriptedService Service { get; } = new();

    public JudgedHandler Handler { get; }

    public AthenaClient Client { get; }

    public SkippingTime Time { get; init; } = new();

    public AwsOptions Options { get; } = new() { Bucket = "lake", QueryOutput = "s3://lake/athena/" };

    public AthenaQueryEngine Engine(AthenaScanLimit? limit = null, AthenaSharedViews? views = null) => new(Client, Options, views, limit, Time, NullLogger<AthenaQueryEngine>.Instance);

    /// <summary>Every query starts.</summary>
    public ScriptedAthena Starts()
    {
        Service.On("StartQueryExecution", ScriptedService.Ok(new { QueryExecutionId = QueryId }));
        return this;
    }

    /// <summary>Every query starts, is running for two polls, and succeeds with a result.</summary>
    public ScriptedAthena Returns((string Name, string Type)[] columns, params string?[][] rows)
    {
        Starts();
        Service.On("GetQueryExecution", Execution("QUEUED"), Execution("RUNNING"), Execution("SUCCEEDED", scanned: 12_345_678));
        Service.On("GetQueryResults", Page(columns, [[.. columns.Select(c => c.Name)], .. rows]));
        return this;
    }

    public static ScriptedService.Answer Execution(string state, string? reason = null, long? scanned = null, object? error = null, string statementType = "DML", bool reused = false) =>
        ScriptedService.Ok(new
        {
            QueryExecution = new
            {
                QueryExecutionId = QueryId,
                StatementType = statementType,
                Status = new { State = state, StateChangeReason = reason, AthenaError = error, SubmissionDateTime = 1_790_000_000.123 },
                Statistics = new { DataScannedInBytes = scanned, EngineExecutionTimeInMillis = 1234, ResultReuseInformation = new { ReusedPreviousResult = reused } },
            },
        });

    public static ScriptedService.Answer Page((string Name, string Type)[] columns, IEnumerable<string?[]> rows, string? next = null) => ScriptedService.Ok(new
    {
        ResultSet = new
        {
            // NULL is a datum without a value; the empty text is a value.
            Rows = rows.Select(row => new { Data = row.Select(text => text is null ? (object)new { } : new { VarCharValue = text }) }),
            ResultSetMetadata = new { ColumnInfo = columns.Select(c => new { c.Name, Label = c.Name, c.Type }) },
        },
        NextToken = next,
    });

    /// <summary>A member of the only request of an operation.</summary>
    public string? Sent(string operation, string member)
    {
        using var body = JsonDocument.Parse(Handler.Of(operation).Single().Body);
        return body.RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;
    }
}
