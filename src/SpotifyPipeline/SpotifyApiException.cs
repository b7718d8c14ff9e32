using System.Net;

namespace SpotifyPipeline;

/// <summary>The Web API or its token endpoint refused a request, or gave no complete reply after all retries.</summary>
/// <remarks>Holds no token and no client secret: they travel in headers and form bodies, which are not kept.</remarks>
public class SpotifyApiException : SpotifyPipelineException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked, what came back and what to do next.</param>
    /// <param name="statusCode">The HTTP status, or null when no complete reply came.</param>
    /// <param name="reason">The machine-readable reason in the reply, or null.</param>
    /// <param name="apiMessage">The text of the reply's error, or null.</param>
    /// <param name="requestUri">The address that was asked, or null.</param>
    /// <param name="isTransient">Whether the same call may succeed later without a change.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SpotifyApiException(
        string message,
        HttpStatusCode? statusCode = null,
        string? reason = null,
        string? apiMessage = null,
        Uri? requestUri = null,
        bool isTransient = false,
        Exception? innerException = null)
        : base(message, isTransient, innerException)
    {
        StatusCode = statusCode;
        Reason = reason;
        ApiMessage = apiMessage;
        RequestUri = requestUri;
    }

    /// <summary>The HTTP status of the reply; null when no complete reply came (connection, deadline).</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>The machine-readable reason: <c>QUOTA_EXCEEDED</c> and the like, or the OAuth code (<c>invalid_grant</c>); null when the reply has none.</summary>
    public string? Reason { get; }

    /// <summary>The reply's own words, at most 8 KiB; null when it had none.</summary>
    public string? ApiMessage { get; }

    /// <summary>The address that was asked; it holds no secret. Null when there was none.</summary>
    public Uri? RequestUri { get; }
}
