namespace SpotifyPipeline.Spotify.Http;

/// <summary>Bounds a call with all its tries and waits.</summary>
internal sealed class CallDeadlineHandler(TimeSpan deadline, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SpotifyApiException(
                $"No reply came from {request.RequestUri} within {deadline}, retries and waits included. Run again later, or raise SpotifyPipeline:Spotify:CallDeadline.",
                requestUri: request.RequestUri,
                isTransient: true,
                innerException: cause);
        }
    }
}
