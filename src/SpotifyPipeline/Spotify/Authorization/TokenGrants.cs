using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>Chooses what the settings ask for.</summary>
internal static class TokenGrants
{
    /// <summary>A user's authorization when a refresh token or a token file is configured, else client credentials.</summary>
    public static ITokenGrant Create(SpotifyOptions options, TokenEndpoint endpoint, ITokenStore store, TimeProvider time, ILogger logger) =>
        string.IsNullOrEmpty(options.RefreshToken) && string.IsNullOrEmpty(options.TokenFile)
            ? new ClientCredentialsGrant(options, endpoint, time)
            : new RefreshTokenGrant(options, endpoint, store, time, logger);

    /// <summary>The file that is configured, else memory.</summary>
    public static ITokenStore CreateStore(SpotifyOptions options, ILogger logger) =>
        string.IsNullOrEmpty(options.TokenFile) ? new MemoryTokenStore() : new FileTokenStore(options.TokenFile, logger);
}
