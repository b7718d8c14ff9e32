using System.Net;

namespace SpotifyPipeline;

/// <summary>Spotify asks to pause for longer than a run should wait. What was read so far stays; run again at <see cref="ResumeAt"/>.</summary>
public sealed class SpotifyQuotaException : SpotifyApiException
{
    /// <summary>Creates the exception; it is transient by nature.</summary>
    /// <param name="message">What was asked, how long to wait and what to do next.</param>
    /// <param name="resumeAt">When the next call may succeed.</param>
    /// <param name="isQuota">True for the quota of the developer account, false for a rate limit that lasts too long.</param>
    /// <param name="reason">The machine-readable reason in the reply, or null.</param>
    /// <param name="apiMessage">The text of the reply's error, or null.</param>
    /// <param name="requestUri">The address that was asked, or null.</param>
    public SpotifyQuotaException(
        string message,
        DateTimeOffset resumeAt,
        bool isQuota,
        string? reason = null,
        string? apiMessage = null,
        Uri? requestUri = null)
        : base(message, HttpStatusCode.TooManyRequests, reason, apiMessage, requestUri, isTransient: true)
    {
        ResumeAt = resumeAt;
        IsQuota = isQuota;
    }

    /// <summary>When the next call may succeed (UTC): the moment of the reply plus its <c>Retry-After</c>; for a quota reply without one, 24 hours later.</summary>
    public DateTimeOffset ResumeAt { get; }

    /// <summary>True when the reply says <c>QUOTA_EXCEEDED</c>; false when a plain rate limit asks for more than <c>MaxWait</c>.</summary>
    public bool IsQuota { get; }
}
