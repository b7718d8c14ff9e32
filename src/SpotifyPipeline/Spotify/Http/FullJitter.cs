namespace SpotifyPipeline.Spotify.Http;

/// <summary>Spreads retries evenly between nothing and a ceiling that doubles, so that many callers do not come back at once.</summary>
/// <param name="random">Gives numbers from 0 (inclusive) to 1 (exclusive).</param>
internal sealed class FullJitter(Func<double> random)
{
    /// <summary>The ceiling of the first retry.</summary>
    public static readonly TimeSpan FirstCeiling = TimeSpan.FromSeconds(1);

    /// <summary>The ceiling that is never passed.</summary>
    public static readonly TimeSpan LastCeiling = TimeSpan.FromSeconds(20);

    /// <summary>How long to wait before a retry; 0 is the first.</summary>
    public TimeSpan Delay(int retry)
    {
        var ceiling = Math.Min(FirstCeiling.TotalMilliseconds * Math.Pow(2, Math.Min(retry, 30)), LastCeiling.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Ceiling(ceiling * random()));
    }
}
