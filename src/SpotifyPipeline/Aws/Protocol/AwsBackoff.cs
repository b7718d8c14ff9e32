using System.Net;
using Amazon.Runtime;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>Waits that grow and are spread, so that many callers that were refused together do not come back together.</summary>
internal sealed class AwsBackoff(TimeProvider time, TimeSpan first, TimeSpan most, double factor = 2)
{
    private const int Attempts = 6;

    /// <summary>For calls that the SDK has already tried a few times in the space of seconds.</summary>
    public static AwsBackoff ForRefusedCalls(TimeProvider time) => new(time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    /// <summary>Whether the service refuses only for now.</summary>
    public static bool IsRefusedForNow(AmazonServiceException error) =>
        error.ErrorCode is "TooManyRequestsException" or "ThrottlingException" or "Throttling" or "RequestLimitExceeded"
            or "InternalServerException" or "InternalServiceException" or "OperationTimeoutException" or "ServiceUnavailable"
        || error.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    /// <summary>Waits for the time of an attempt (1-based), half to one and a half of it.</summary>
    public Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        var ticks = Math.Min(most.Ticks, first.Ticks * Math.Pow(factor, attempt - 1));
        return Task.Delay(TimeSpan.FromTicks((long)(ticks * (0.5 + Random.Shared.NextDouble()))), time, cancellationToken);
    }

    /// <summary>Calls until the service no longer refuses for now, at most six times.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (AmazonServiceException error) when (attempt < Attempts && IsRefusedForNow(error))
            {
                await WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
