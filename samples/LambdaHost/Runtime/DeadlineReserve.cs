namespace LambdaHost.Runtime;

/// <summary>How long before Lambda's deadline a call is cancelled, so that it can still write what it has and answer.</summary>
internal static class DeadlineReserve
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);

    /// <summary>A tenth of what is left, at least 0.2 seconds and at most 10.</summary>
    public static TimeSpan Of(TimeSpan left) => TimeSpan.FromTicks(Math.Clamp(left.Ticks / 10, Least.Ticks, Most.Ticks));

    /// <summary>How long the call may work from now; zero where the deadline is too near or past.</summary>
    public static TimeSpan WorkingTime(DateTimeOffset deadline, DateTimeOffset now)
    {
        var left = deadline - now;
        var working = left - Of(left);
        return working > TimeSpan.Zero ? working : TimeSpan.Zero;
    }
}
