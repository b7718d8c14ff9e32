namespace SpotifyPipeline.Reports;

/// <summary>What a run read from Spotify.</summary>
public sealed record ExtractReport
{
    /// <summary>The class of app that Spotify's replies showed: <c>extended</c>, <c>grandfathered</c>, <c>restricted</c> or <c>unknown</c>.</summary>
    public string AppClass { get; init; } = "unknown";

    /// <summary>Documents read whole.</summary>
    public int Read { get; init; }

    /// <summary>Documents not read again, since their version had not changed.</summary>
    public int Unchanged { get; init; }

    /// <summary>Documents whose contents Spotify did not permit.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Documents that Spotify does not know.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Bytes received in response bodies.</summary>
    public long Bytes { get; init; }

    /// <summary>Calls by endpoint, for example <c>playlists/{id}/items</c>.</summary>
    public IReadOnlyDictionary<string, long> Calls { get; init; } = new Dictionary<string, long>();

    /// <summary>Calls of the last 24 hours, those of earlier runs included; null where they are not counted (<c>Spotify:LedgerStore</c>).</summary>
    public long? CallsInLastDay { get; init; }

    /// <summary>Replies with status 429.</summary>
    public long RateLimited { get; init; }

    /// <summary>Seconds waited for rate limits and between retries.</summary>
    public double SecondsWaited { get; init; }

    /// <summary>When to resume; null where no quota ended the extraction.</summary>
    public DateTimeOffset? ResumeAt { get; init; }
}
