using SpotifyPipeline.Spotify.Authorization;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Always the same token, that never ends.</summary>
internal sealed class FixedToken : IAccessTokenProvider
{
    public const string Value = "the-fixed-token";

    private readonly AccessToken _token = new(Value, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken) => new(_token);

    public ValueTask<AccessToken> ReplaceAsync(AccessToken refused, CancellationToken cancellationToken) => new(_token);
}
