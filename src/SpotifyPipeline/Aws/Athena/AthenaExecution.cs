using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Starts a statement, waits for its end, and stops it when nobody wants its end any more.</summary>
internal sealed partial class AthenaExecution(AthenaClient client, AwsOptions options, TimeProvider time, ILogger logger)
{
    private const int MostFailedPolls = 8;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);
    private readonly AwsBackoff _poll = new(time, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(4), factor: 1.4);

    /// <summary>Runs a statement to its end.</summary>
    /// <exception cref="QueryException">It was refused, failed, was stopped, or scanned too much.</exception>
    public async Task<QueryExecution> RunAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var id = await StartAsync(statement, cancellationToken).ConfigureAwait(false);
        LogStarted(id);
        var ended = false;
        try
        {
            var execution = await WaitAsync(id, started, cancellationToken).ConfigureAwait(false);
            ended = true;
            return execution;
        }
        catch (QueryException error) when (error.State is not null)
        {
            ended = true;
            throw;
        }
        finally
        {
            if (!ended)
            {
                await StopAsync(id).ConfigureAwait(false);
            }
        }
    }

    private async Task<string> StartAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = CreateRequest(statement);
        try
        {
            // Not cancelled half-way: the query might run, and without its id nobody could stop it.
            var response = await _refused.CallAsync(() => client.StartQueryExecutionAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            return response.QueryExecutionId ?? throw new QueryException("Athena started a query and gave no id for it. Try again.", isTransient: true);
        }
        catch (AmazonServiceException error) when (error.ErrorCode == "InvalidRequestException")
        {
            throw AthenaFailure.OfRefusal(error);
        }
    }

    private StartQueryExecutionRequest CreateRequest(SqlStatement statement)
    {
        var parameters = statement.Parameters.Select(AthenaLiterals.Of).ToList();
        foreach (var parameter in parameters)
        {
            if (parameter.Length > AthenaLiterals.LongestParameter)
            {
                throw new QueryException(
                    $"A parameter has {parameter.Length} characters as a literal, beginning {parameter[..40]}…; Athena takes at most {AthenaLiterals.LongestParameter}. Compare with a shorter value.");
            }
        }

        return new StartQueryExecutionRequest(
            statement.Text,
            // One for the call and all of its repetitions. Never made from the SQL: the same question tomorrow has another answer.
            Guid.NewGuid().ToString("D"),
            new QueryExecutionContext(options.Database),
            options.QueryOutput is { } output ? new ResultConfiguration(output, ResultEncryption()) : null,
            options.WorkGroup,
            parameters.Count > 0 ? parameters : null,
            options.ResultReuse is { } age ? new ResultReuse(new ResultReuseByAge(true, (int)age.TotalMinutes)) : null);
    }

    private EncryptionConfiguration? ResultEncryption() => options.Encryption switch
    {
        AwsEncryption.S3 => new EncryptionConfiguration("SSE_S3"),
        AwsEncryption.Kms when options.KmsKeyId is not null => new EncryptionConfiguration("SSE_KMS", options.KmsKeyId),
        _ => null,
    };

    private async Task<QueryExecution> WaitAsync(string id, long started, CancellationToken cancellationToken)
    {
        var failedPolls = 0;
        for (var attempt = 1; ; attempt++)
        {
            await _poll.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            QueryExecution? execution = null;
            try
            {
                var response = await client.GetQueryExecutionAsync(new QueryExecutionRequest(id), cancellationToken).ConfigureAwait(false);
                execution = response.QueryExecution;
                failedPolls = 0;
            }
            catch (Exception error) when (IsPassing(error, cancellationToken) && ++failedPolls < MostFailedPolls)
            {
                // The query itself goes on; only the question about it was refused.
                await _refused.WaitAsync(failedPolls, cancellationToken).ConfigureAwait(false);
            }

            if (HasEnded(execution))
            {
                return execution;
            }

            if (time.GetElapsedTime(started) > options.QueryTimeout)
            {
                throw new QueryException($"Athena query {id} ran longer than {options.QueryTimeout} and was stopped. Narrow it, or raise SpotifyPipeline:Aws:QueryTimeout.", id);
            }
        }
    }

    private bool HasEnded([NotNullWhen(true)] QueryExecution? execution)
    {
        var state = execution?.Status?.State;
        if (state is "FAILED" or "CANCELLED")
        {
            throw AthenaFailure.Of(execution!);
        }

        if (execution?.Statistics?.DataScannedInBytes is { } scanned && scanned > options.MaxScanBytes)
        {
            throw new QueryException(
                $"Athena query {execution.QueryExecutionId} scanned {scanned:N0} bytes, more than SpotifyPipeline:Aws:MaxScanBytes ({options.MaxScanBytes:N0}). Narrow it by snapshot_date and name fewer columns, or raise the limit.",
                execution.QueryExecutionId, state == "SUCCEEDED" ? state : null);
        }

        return state == "SUCCEEDED";
    }

    private async Task StopAsync(string id)
    {
        try
        {
            using var timeout = new CancellationTokenSource(StopTimeout, time);
            await client.StopQueryExecutionAsync(new QueryExecutionRequest(id), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            // The reason to stop is the failure to report; the work group's limits end the query at last.
            LogStopFailed(id, error);
        }
    }

    private static bool IsPassing(Exception error, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && (error is HttpRequestException or IOException || (error is AmazonServiceException service && AwsBackoff.IsRefusedForNow(service)));

    [LoggerMessage(EventId = 3101, Level = LogLevel.Debug, Message = "Athena query {QueryId} started.")]
    private partial void LogStarted(string queryId);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Athena query {QueryId} could not be stopped; it may still run and cost.")]
    private partial void LogStopFailed(string queryId, Exception error);
}
