namespace SpotifyPipeline.Spotify.Http;

/// <summary>Holds every request back while Spotify asks for a pause: the limit counts the app, not the single call.</summary>
internal sealed class RequestGate(TimeProvider time)
{
    private readonly object _sync = new();
    private long _opensAt = time.GetTimestamp();

    /// <summary>Waits until no pause is left; a pause that is prolonged meanwhile is waited for as well.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        while (Remaining() is { Ticks: > 0 } left)
        {
            // Timers know whole milliseconds and round down.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the gate from now on for at least this long.</summary>
    /// <returns>By how much the pause has become longer, so that waits which overlap are counted once.</returns>
    public TimeSpan CloseFor(TimeSpan pause)
    {
        lock (_sync)
        {
            var now = time.GetTimestamp();
            var before = Math.Max(_opensAt, now);
            var after = now + (long)(pause.TotalSeconds * time.TimestampFrequency);
            _opensAt = Math.Max(before, after);
            return time.GetElapsedTime(before, _opensAt);
        }
    }

    private TimeSpan Remaining()
    {
        lock (_sync)
        {
            return time.GetElapsedTime(time.GetTimestamp(), _opensAt);
        }
    }
}
