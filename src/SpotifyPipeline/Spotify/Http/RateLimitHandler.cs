using System.Net;
using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>
/// Waits as long as a 429 asks, up to <see cref="SpotifyOptions.MaxWait"/> for all waits of a call; then, and at once when the quota is
/// used up, gives up with the time to resume at.
/// </summary>
internal sealed class RateLimitHandler(TimeSpan maxWait, RequestGate gate, CallCounter counter, TimeProvider time, ILogger logger) : DelegatingHandler
{
    /// <summary>The wait when a 429 names none or an unreadable one: a typical one is 1 to 4 seconds, the window 30.</summary>
    public static readonly TimeSpan UnnamedWait = TimeSpan.FromSeconds(5);

    /// <summary>The wait when a quota reply names none: the quota's window is believed to be a rolling day.</summary>
    public static readonly TimeSpan UnnamedQuotaWait = TimeSpan.FromHours(24);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        while (true)
        {
            await gate.PassAsync(cancellationToken).ConfigureAwait(false);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return response;
            }

            counter.CountRateLimited();
            using (response)
            {
                var now = time.GetUtcNow();
                var asked = RetryAfter.Read(response, now);
                var error = SpotifyError.Parse(ReceivedBody.Of(response).Span);
                if (error.Reason == SpotifyError.QuotaExceeded)
                {
                    throw GiveUp(request, error, now + (asked ?? UnnamedQuotaWait), isQuota: true);
                }

                var wait = asked ?? UnnamedWait;
                waited += wait;
                if (waited > maxWait)
                {
                    throw GiveUp(request, error, now + wait, isQuota: false);
                }

                SpotifyLog.RateLimited(logger, EndpointFamily.Of(request.RequestUri), wait);
                counter.CountWait(gate.CloseFor(wait));
            }
        }
    }

    private SpotifyQuotaException GiveUp(HttpRequestMessage request, SpotifyError error, DateTimeOffset resumeAt, bool isQuota)
    {
        var cause = isQuota
            ? "The quota of the developer account is used up"
            : $"Spotify asks to wait longer than SpotifyPipeline:Spotify:MaxWait ({maxWait}) allows";
        return new SpotifyQuotaException(
            $"{cause} ({error.Message ?? "no message"}, {request.Method} {request.RequestUri}). What was read so far is kept; run again after {resumeAt:u}.",
            resumeAt,
            isQuota,
            error.Reason,
            error.Message,
            request.RequestUri);
    }
}
