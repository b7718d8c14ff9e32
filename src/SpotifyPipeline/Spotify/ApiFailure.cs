using System.Net;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Spotify;

/// <summary>Turns a refusing reply into the exception that tells a user what to do.</summary>
internal static class ApiFailure
{
    public static SpotifyApiException Create(HttpResponseMessage response, Uri uri)
    {
        var error = SpotifyError.Parse(ReceivedBody.Of(response).Span);
        var said = error.Message ?? error.Reason ?? (error.Form == SpotifyErrorForm.Html ? "a page that is not from the API" : "no message");
        var message = $"Spotify answered {(int)response.StatusCode} ({said}) to GET {uri}; expected 200. {NextStep(response.StatusCode, error)}";
        return new SpotifyApiException(message, response.StatusCode, error.Reason, error.Message, uri, TransientReplies.Has(response));
    }

    private static string NextStep(HttpStatusCode status, SpotifyError error) => (int)status switch
    {
        400 => "Correct the id or the parameter that the message names.",
        401 => "The access token was refused even after renewing it: authorise the app again, or check ClientId and ClientSecret.",
        403 when Says(error, "premium") => "The owner of the app needs an active Spotify Premium subscription; after paying it takes some hours.",
        403 when Says(error, "registered") || Says(error, "not approved") => "Add the user to the app's allow-list in the Spotify developer dashboard.",
        403 when Says(error, "scope") => "Authorise the app again with the scope that this endpoint needs.",
        403 => "Either this kind of app may not use the endpoint, or the authorised user neither owns the playlist nor collaborates on it.",
        404 => "Check the id; newer apps also get this for playlists that Spotify itself makes (ids beginning with 37i9).",
        >= 300 and < 400 => "Redirects are not followed, because they would carry the token elsewhere: check ApiBaseAddress.",
        >= 500 or 408 => "Spotify has trouble: run again later.",
        _ => "Check the request and the configured addresses.",
    };

    private static bool Says(SpotifyError error, string word) => error.Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
