namespace SpotifyPipeline.Spotify;

/// <summary>What was asked of Spotify up to a moment.</summary>
public sealed record SpotifyCallStatistics
{
    /// <summary>Nothing asked yet.</summary>
    public static SpotifyCallStatistics None { get; } = new();

    /// <summary>Web API requests that left this machine, retries included, by path without ids (<c>playlists/{id}/items</c>). The default is empty.</summary>
    public IReadOnlyDictionary<string, long> CallsByEndpoint { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests to the token endpoint, retries included. The default is 0.</summary>
    public long TokenRequests { get; init; }

    /// <summary>Replies with status 429. The default is 0.</summary>
    public long RateLimited { get; init; }

    /// <summary>How long calls paused for rate limits; pauses that overlap count once. The default is zero.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Tries repeated after a server error or a broken connection. The default is 0.</summary>
    public long Retries { get; init; }

    /// <summary>All Web API requests together.</summary>
    public long Calls => CallsByEndpoint.Values.Sum();

    /// <summary>What was asked after an earlier moment, for the report of one run.</summary>
    public SpotifyCallStatistics Since(SpotifyCallStatistics earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var calls = CallsByEndpoint
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value - earlier.CallsByEndpoint.GetValueOrDefault(pair.Key)))
            .Where(pair => pair.Value > 0);
        return new SpotifyCallStatistics
        {
            CallsByEndpoint = new SortedDictionary<string, long>(calls.ToDictionary(), StringComparer.Ordinal),
            TokenRequests = TokenRequests - earlier.TokenRequests,
            RateLimited = RateLimited - earlier.RateLimited,
            Waited = Waited - earlier.Waited,
            Retries = Retries - earlier.Retries,
        };
    }
}
