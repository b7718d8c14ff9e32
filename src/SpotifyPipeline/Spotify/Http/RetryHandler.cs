using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>Tries again after server errors and broken connections, a bounded number of times and with full jitter.</summary>
internal sealed class RetryHandler(SpotifyOptions options, FullJitter jitter, CallCounter counter, TimeProvider time, ILogger logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            string problem;
            var delay = jitter.Delay(retry);
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (retry >= options.MaxRetries || !TransientReplies.Has(response))
                {
                    return response;
                }

                problem = $"status {(int)response.StatusCode}";
                delay = AtLeastAsAsked(response, delay);
                response.Dispose();
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException or TimeoutException)
            {
                if (retry >= options.MaxRetries)
                {
                    throw new SpotifyApiException(
                        $"No complete reply came from {request.RequestUri} in {retry + 1} tries; the last one: {failure.Message}. Check the network and the configured addresses, then run again.",
                        requestUri: request.RequestUri,
                        isTransient: true,
                        innerException: failure);
                }

                problem = failure.Message;
            }

            counter.CountRetry();
            SpotifyLog.Retrying(logger, retry + 1, EndpointFamily.Of(request.RequestUri), problem, delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan AtLeastAsAsked(HttpResponseMessage response, TimeSpan delay)
    {
        var asked = RetryAfter.Read(response, time.GetUtcNow()) ?? TimeSpan.Zero;
        var bearable = asked < options.MaxWait ? asked : options.MaxWait;
        return delay > bearable ? delay : bearable;
    }
}
