using System.Net;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Spotify;

/// <summary>The front of the handler chain: a path in, bytes or one typed exception out.</summary>
internal sealed class SpotifyClient(IHttpClientFactory clients, string clientName, ApiAddress address) : ISpotifyClient
{
    public async Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        var uri = address.Resolve(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Accept.ParseAdd("application/json");
        using var client = clients.CreateClient(clientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent)
        {
            return new SpotifyReply(ReceivedBody.Of(response), uri, response.Headers.ETag?.ToString());
        }

        throw ApiFailure.Create(response, uri);
    }
}
