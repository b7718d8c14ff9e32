namespace SpotifyPipeline.Reports.Page;

/// <summary>What a report page shows, and how much of it.</summary>
public sealed record ReportPageOptions
{
    /// <summary>Where the lake is, for the head of the page; null (the default) to leave it out.</summary>
    public string? Lake { get; init; }

    /// <summary>How many songs, artists, genres and lines a chart shows, 3 to 50. The default is 10.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How many playlists have a section of their own, 0 to 50; those with the most snapshots come first. The default is 5.</summary>
    public int MaxPlaylists { get; init; } = 5;

    /// <summary>How many days charts over time go back from the newest snapshot, 2 to 3660. The default is 60.</summary>
    public int Days { get; init; } = 60;

    /// <summary>How many rows a table shows, 10 to 10,000; a longer one says how long it is. The default is 500.</summary>
    public int MaxRows { get; init; } = 500;

    /// <summary>How many of the newest runs are shown, 0 to 1,000. The default is 30.</summary>
    public int MaxRuns { get; init; } = 30;

    /// <summary>The listener's time zone by its IANA name, for hours and weekdays of plays. The default is <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    internal void Validate()
    {
        InRange(Top, 3, 50, nameof(Top));
        InRange(MaxPlaylists, 0, 50, nameof(MaxPlaylists));
        InRange(Days, 2, 3660, nameof(Days));
        InRange(MaxRows, 10, 10_000, nameof(MaxRows));
        InRange(MaxRuns, 0, 1000, nameof(MaxRuns));
        ArgumentException.ThrowIfNullOrEmpty(TimeZone);
    }

    private static void InRange(int value, int min, int max, string name)
    {
        if (value < min || value > max)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {min} to {max}.");
        }
    }
}
