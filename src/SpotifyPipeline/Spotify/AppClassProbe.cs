using System.Net;

namespace SpotifyPipeline.Spotify;

/// <summary>Finds the app class with one call, before a run reads anything.</summary>
internal static class AppClassProbe
{
    // More than one entry, because playlists that the app may not see come as null.
    private const string Path = "me/playlists?limit=10&offset=0";

    /// <summary>
    /// The class, or Unknown when the account has no playlists or the app acts for no user (client credentials); then the
    /// playlists that the run reads will tell, through <see cref="AppClassEvidence"/>.
    /// </summary>
    public static async Task<SpotifyAppClass> DetectAsync(ISpotifyClient client, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.GetAsync(Path, cancellationToken).ConfigureAwait(false);
            return AppClassEvidence.Read(reply.Body.Span);
        }
        catch (SpotifyApiException refusal) when (!refusal.IsTransient && refusal.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return SpotifyAppClass.Unknown;
        }
    }
}
