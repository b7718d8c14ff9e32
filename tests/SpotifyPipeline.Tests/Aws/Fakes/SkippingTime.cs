namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>A clock that jumps over every wait and remembers it; long ones are time limits and never end.</summary>
internal sealed class SkippingTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];
    private long _ticks = start.UtcTicks;

    public SkippingTime()
        : this(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero))
    {
    }

    /// <summary>A wait of this or more is a limit. The default is ten seconds.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Called at each wait, before it is over.</summary>
    public Action<int>? OnWait { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime < Limit)
        {
            int count;
            lock (_waits)
            {
                _waits.Add(dueTime);
                count = _waits.Count;
            }

            ThreadPool.QueueUserWorkItem(_ =>
            {
                OnWait?.Invoke(count);
                Interlocked.Add(ref _ticks, dueTime.Ticks);
                callback(state);
            });
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
