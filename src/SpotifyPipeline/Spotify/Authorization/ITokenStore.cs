namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>Keeps the refresh token over restarts, for the case that Spotify replaces it.</summary>
/// <remarks>
/// A failing read ends the run before the first call. A failing write does not: the caller keeps the new token in memory and logs an error.
/// </remarks>
public interface ITokenStore
{
    /// <summary>What was written last; null when nothing was.</summary>
    ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what was written before, whole or not at all.</summary>
    ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken);
}
