using System.Collections.Concurrent;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>Counts what is sent, whoever sends it.</summary>
internal sealed class CallCounter
{
    private readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    private long _rateLimited;
    private long _waitedTicks;
    private long _retries;
    private long _tokenRequests;

    public void CountCall(string endpoint) => _calls.AddOrUpdate(endpoint, 1, static (_, count) => count + 1);

    public void CountTokenRequest() => Interlocked.Increment(ref _tokenRequests);

    public void CountRateLimited() => Interlocked.Increment(ref _rateLimited);

    public void CountWait(TimeSpan wait) => Interlocked.Add(ref _waitedTicks, wait.Ticks);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public SpotifyCallStatistics Snapshot() => new()
    {
        CallsByEndpoint = new SortedDictionary<string, long>(_calls.ToDictionary(), StringComparer.Ordinal),
        TokenRequests = Interlocked.Read(ref _tokenRequests),
        RateLimited = Interlocked.Read(ref _rateLimited),
        Waited = TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)),
        Retries = Interlocked.Read(ref _retries),
    };
}
