namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>Hands out access tokens to any number of callers at once.</summary>
/// <remarks>The provider retries what is transient. What it throws is final for the calls that wait, not for later ones unless it says so.</remarks>
public interface IAccessTokenProvider
{
    /// <summary>A token that is valid now.</summary>
    /// <exception cref="SpotifyApiException">No token can be had; the message says whether to wait or to authorise again.</exception>
    ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken);

    /// <summary>A token other than the one that the API has just refused; callers who were refused the same token share one new token.</summary>
    /// <exception cref="SpotifyApiException">No token can be had; the message says whether to wait or to authorise again.</exception>
    ValueTask<AccessToken> ReplaceAsync(AccessToken refused, CancellationToken cancellationToken);
}
