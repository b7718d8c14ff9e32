using System.Net;
using System.Net.Http.Headers;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>
/// Puts the token on requests to the configured address and on no others. A refused token is replaced and the request repeated once.
/// </summary>
internal sealed class AuthorizationHandler(IAccessTokenProvider tokens, ApiAddress address) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!address.Owns(request.RequestUri))
        {
            throw new InvalidOperationException($"The access token goes to {address.Base} only, not to {request.RequestUri}.");
        }

        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || TransientReplies.SaysTokenMissing(response))
        {
            return response;
        }

        response.Dispose();
        token = await tokens.ReplaceAsync(token, cancellationToken).ConfigureAwait(false);
        return await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return base.SendAsync(request, cancellationToken);
    }
}
