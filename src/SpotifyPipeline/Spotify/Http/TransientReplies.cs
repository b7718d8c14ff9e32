using System.Net;
using System.Text;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>Which refusals are worth another try with the very same request.</summary>
internal static class TransientReplies
{
    public static bool Has(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported => false,
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => true,
        HttpStatusCode.Unauthorized => SaysTokenMissing(response),
        _ => false,
    };

    /// <summary>
    /// Since July 2026 the API now and then says that no token came although one did; the same request works moments later.
    /// A new token would not help, so this 401 is a server error in disguise.
    /// </summary>
    public static bool SaysTokenMissing(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Unauthorized
        && (response.Headers.WwwAuthenticate.Any(challenge => challenge.Parameter?.Contains("missing_token", StringComparison.OrdinalIgnoreCase) == true)
            || Encoding.UTF8.GetString(ReceivedBody.Of(response).Span).Contains("access token missing", StringComparison.OrdinalIgnoreCase));
}
