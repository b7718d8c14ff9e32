namespace SpotifyPipeline.Tests.Storage;

/// <summary>A clock that stands still until a test moves it, also backwards.</summary>
internal sealed class MovableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
