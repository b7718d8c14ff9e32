namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>A token for the app itself: catalogue only, no user's data.</summary>
internal sealed class ClientCredentialsGrant(SpotifyOptions options, TokenEndpoint endpoint, TimeProvider time) : ITokenGrant
{
    private static readonly Dictionary<string, string> Form = new() { ["grant_type"] = "client_credentials" };

    public async Task<AccessToken> RequestAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.ClientId) || string.IsNullOrEmpty(options.ClientSecret))
        {
            throw new SpotifyPipelineException(
                "No Spotify credentials: set SpotifyPipeline:Spotify:ClientId and ClientSecret (environment: SpotifyPipeline__Spotify__ClientId and so on).");
        }

        var askedAt = time.GetUtcNow();
        var reply = await endpoint.AskAsync(Form, (options.ClientId, options.ClientSecret), cancellationToken).ConfigureAwait(false);
        return reply.At(askedAt);
    }
}
