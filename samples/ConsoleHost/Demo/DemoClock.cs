namespace ConsoleHost.Demo;

/// <summary>A clock that can be set to another day and goes on from there at the usual pace.</summary>
internal sealed class DemoClock : TimeProvider
{
    private TimeSpan _offset;

    public void SetDay(DateOnly day, TimeOnly time) => _offset = day.ToDateTime(time, DateTimeKind.Utc) - base.GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;
}
