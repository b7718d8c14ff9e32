using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>SQL through Amazon Athena.</summary>
internal sealed partial class AthenaQueryEngine(
    AthenaClient client, AwsOptions options, AthenaSharedViews? views, AthenaScanLimit? limit, TimeProvider time, ILogger<AthenaQueryEngine> logger) : IUnloadingQueryEngine
{
    private const int Attempts = 3;

    private readonly AthenaExecution _execution = new(client, options, time, logger);
    private readonly AwsBackoff _again = AwsBackoff.ForRefusedCalls(time);

    public string Name => "athena";

    public async Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var complete = views is null ? statement : await views.InlineAsync(statement, cancellationToken).ConfigureAwait(false);
        if (limit is not null)
        {
            await limit.CheckAsync(statement, complete, cancellationToken).ConfigureAwait(false);
        }

        var execution = await RunAsync(complete, cancellationToken).ConfigureAwait(false);
        var (columns, rows) = await new AthenaResultPages(client, time, execution).OpenAsync(cancellationToken).ConfigureAwait(false);
        var statistics = new QueryStatistics(
            execution.QueryExecutionId,
            execution.Statistics?.DataScannedInBytes,
            AthenaCost.Of(execution, options.PricePerTerabyte),
            execution.Statistics?.EngineExecutionTimeInMillis is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
        return new QueryResult(columns, rows, statistics);
    }

    public async Task UnloadAsync(string select, string location, CancellationToken cancellationToken)
    {
        var result = await ExecuteAsync(new SqlStatement(BigResultSql.Unload(location, select)), cancellationToken).ConfigureAwait(false);
        await result.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<QueryExecution> RunAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _execution.RunAsync(statement, cancellationToken).ConfigureAwait(false);
            }
            catch (QueryException error) when (error.IsTransient && attempt < Attempts && OnlyReads(statement.Text))
            {
                LogAgain(error.QueryId, error.Reason);
                await _again.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A failed INSERT or CREATE TABLE AS may have left files: repeating it is the caller's decision.</summary>
    private static bool OnlyReads(string sql)
    {
        var text = sql.AsSpan().TrimStart(" \t\r\n(");
        return text.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) || text.StartsWith("WITH", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("SHOW", StringComparison.OrdinalIgnoreCase) || text.StartsWith("DESCRIBE", StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "Athena query {QueryId} failed for now ({Reason}); it is asked again.")]
    private partial void LogAgain(string? queryId, string? reason);
}
