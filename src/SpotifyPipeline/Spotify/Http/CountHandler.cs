namespace SpotifyPipeline.Spotify.Http;

/// <summary>Counts every request that really leaves, retries included: that is what a quota counts.</summary>
internal sealed class CountHandler(Action<Uri?> count) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        count(request.RequestUri);
        return base.SendAsync(request, cancellationToken);
    }
}
