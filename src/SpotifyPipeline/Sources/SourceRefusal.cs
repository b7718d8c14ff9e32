using System.Net;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Sources;

/// <summary>Tells a refusal that concerns one thing from one that concerns the whole app.</summary>
internal static class SourceRefusal
{
    /// <summary>The status of the document that was refused; null where the whole run cannot go on.</summary>
    /// <remarks>
    /// A 403 about a playlist is JSON with the message "Forbidden"; those about the app or the account (premium lapsed,
    /// user not registered, scope missing) say so in other words, and would be the same for every playlist.
    /// </remarks>
    public static RawStatus? StatusOf(SpotifyApiException exception) => exception.StatusCode switch
    {
        HttpStatusCode.NotFound => RawStatus.Missing,
        HttpStatusCode.BadRequest when exception.ApiMessage?.Contains("invalid", StringComparison.OrdinalIgnoreCase) == true
            && exception.ApiMessage.Contains("id", StringComparison.OrdinalIgnoreCase) && exception.Reason is null => RawStatus.Missing,
        HttpStatusCode.Forbidden when string.Equals(exception.ApiMessage, "Forbidden", StringComparison.OrdinalIgnoreCase) => RawStatus.Forbidden,
        _ => null,
    };
}
