namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Time that moves only when told, by jumping from timer to timer.</summary>
internal sealed class FakeTimeProvider : TimeProvider
{
    private readonly object _sync = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers further away than this are deadlines, which a test moves past only on purpose.</summary>
    public TimeSpan Horizon { get; set; } = TimeSpan.FromMinutes(2);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_sync)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TryFireNext(until))
        {
        }

        lock (_sync)
        {
            _now = until;
        }
    }

    /// <summary>Whether somebody waits for a timer within the horizon.</summary>
    public bool HasWaiter()
    {
        lock (_sync)
        {
            return _timers.Any(timer => timer.DueAt <= _now + Horizon);
        }
    }

    /// <summary>Jumps from wait to wait until the work is done, and gives its result.</summary>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        await Until.TrueAsync(() => work.IsCompleted || (TryFireNext(GetUtcNow() + Horizon) && work.IsCompleted));
        return await work;
    }

    public async Task RunAsync(Task work) => await RunAsync(Wrap(work));

    private static async Task<bool> Wrap(Task work)
    {
        await work;
        return true;
    }

    private bool TryFireNext(DateTimeOffset until)
    {
        FakeTimer? next;
        lock (_sync)
        {
            next = _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            if (next is null)
            {
                return false;
            }

            _timers.Remove(next);
            _now = next.DueAt > _now ? next.DueAt : _now;
        }

        next.Fire();
        return true;
    }

    private sealed class FakeTimer(FakeTimeProvider time, Action callback) : ITimer
    {
        public DateTimeOffset DueAt { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._sync)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = time._now + dueTime;
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._sync)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
