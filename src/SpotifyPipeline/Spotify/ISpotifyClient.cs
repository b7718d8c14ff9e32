namespace SpotifyPipeline.Spotify;

/// <summary>Reads the Spotify Web API and hands out bodies byte for byte.</summary>
/// <remarks>
/// Failures are the implementation's work: it renews tokens, waits for rate limits and tries again. What it throws is final for this call.
/// </remarks>
public interface ISpotifyClient
{
    /// <summary>Makes one GET call.</summary>
    /// <param name="path">Relative to the API's base address, without a leading slash: <c>playlists/ID/items?limit=50&amp;offset=0</c>.</param>
    /// <param name="cancellationToken">Ends the call, waits included.</param>
    /// <exception cref="ArgumentException">The path leaves the API's base address.</exception>
    /// <exception cref="SpotifyQuotaException">The quota is used up, or a rate limit asks to wait longer than allowed.</exception>
    /// <exception cref="SpotifyApiException">The API refused, or gave no complete reply after all retries.</exception>
    Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken);
}
