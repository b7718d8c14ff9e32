namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>Keeps the refresh token as long as the process lives.</summary>
internal sealed class MemoryTokenStore : ITokenStore
{
    private volatile StoredToken? _token;

    public ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken) => new(_token);

    public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken)
    {
        _token = token;
        return ValueTask.CompletedTask;
    }
}
