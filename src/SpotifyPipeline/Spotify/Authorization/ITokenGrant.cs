namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>One way to get a new access token; called by one caller at a time.</summary>
internal interface ITokenGrant
{
    Task<AccessToken> RequestAsync(CancellationToken cancellationToken);
}
