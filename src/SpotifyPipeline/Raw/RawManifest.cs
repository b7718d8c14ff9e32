namespace SpotifyPipeline.Raw;

/// <summary>What a raw document is and which pages it has. Written last: with it the document exists.</summary>
public sealed record RawManifest
{
    /// <summary>The version of this form that this library writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The form's version. The default is <see cref="CurrentVersion"/>.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What was read: <c>playlist</c>, <c>saved-tracks</c>, <c>bare</c> and so on.</summary>
    public required string Source { get; init; }

    /// <summary>Which one of it: the playlist's id, for example.</summary>
    public required string Id { get; init; }

    /// <summary>The run that read it.</summary>
    public required string RunId { get; init; }

    /// <summary>When that run began (UTC).</summary>
    public required DateTimeOffset ExtractedAt { get; init; }

    /// <summary>The partition that its rows go to: the UTC day on which the run began.</summary>
    public required DateOnly SnapshotDate { get; init; }

    /// <summary>The class of app that read it: <c>extended</c>, <c>grandfathered</c>, <c>restricted</c>; null where unknown.</summary>
    public string? AppClass { get; init; }

    /// <summary>The keyed hash of the account that read it; null where no account was involved.</summary>
    public string? AccountKey { get; init; }

    /// <summary>Spotify's version of the playlist; null for anything else.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>What the source found.</summary>
    public RawStatus Status { get; init; }

    /// <summary>The pages in the order in which they were read.</summary>
    public IReadOnlyList<RawPageEntry> Pages { get; init; } = [];

    /// <summary>Whether a simulator answered, and not Spotify.</summary>
    public bool Simulated { get; init; }

    /// <summary>For a bare document, the key at which it was found; null otherwise.</summary>
    public string? OriginalKey { get; init; }
}
