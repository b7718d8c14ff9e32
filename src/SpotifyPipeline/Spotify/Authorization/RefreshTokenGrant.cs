using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>
/// A token for the user who authorised the app, with a client secret or without (PKCE). The refresh token in use changes only when
/// a reply brings a new one.
/// </summary>
internal sealed class RefreshTokenGrant(SpotifyOptions options, TokenEndpoint endpoint, ITokenStore store, TimeProvider time, ILogger logger) : ITokenGrant
{
    private readonly AuthorizationAge _age = new(logger);
    private StoredToken? _inUse;

    public async Task<AccessToken> RequestAsync(CancellationToken cancellationToken)
    {
        var inUse = _inUse ??= await ChooseAsync(cancellationToken).ConfigureAwait(false);
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = inUse.RefreshToken };
        var clientId = options.ClientId ?? throw new SpotifyPipelineException("SpotifyPipeline:Spotify:ClientId is not set; expected the id of the app that the user authorised.");
        (string, string)? credentials = null;
        if (string.IsNullOrEmpty(options.ClientSecret))
        {
            form["client_id"] = clientId;
        }
        else
        {
            credentials = (clientId, options.ClientSecret);
        }

        var askedAt = time.GetUtcNow();
        var reply = await endpoint.AskAsync(form, credentials, cancellationToken).ConfigureAwait(false);
        if (reply.RefreshToken is { } replacement && replacement != inUse.RefreshToken)
        {
            // In use before it is stored: the old one is void from now on, whatever happens to the store.
            _inUse = new StoredToken { RefreshToken = replacement, AuthorizedAt = inUse.AuthorizedAt, Origin = inUse.Origin };
            await KeepAsync(_inUse, cancellationToken).ConfigureAwait(false);
        }

        _age.Check(inUse.AuthorizedAt, askedAt);
        return reply.At(askedAt);
    }

    private async Task<StoredToken> ChooseAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        var origin = StoredToken.Fingerprint(options.RefreshToken);
        if (stored is { RefreshToken.Length: > 0 } && (origin is null || origin == stored.Origin))
        {
            return stored;
        }

        return origin is null
            ? throw new SpotifyPipelineException("There is no refresh token: set SpotifyPipeline:Spotify:RefreshToken, or let TokenFile name a file that holds one.")
            : new StoredToken { RefreshToken = options.RefreshToken!, AuthorizedAt = options.AuthorizedAt, Origin = origin };
    }

    private async Task KeepAsync(StoredToken token, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(token, cancellationToken).ConfigureAwait(false);
            SpotifyLog.RefreshTokenReplaced(logger);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            SpotifyLog.RefreshTokenNotStored(logger, problem);
        }
    }
}
