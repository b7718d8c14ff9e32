namespace SpotifyPipeline.Maintenance;

/// <summary>What is compacted, and how.</summary>
public sealed record CompactionOptions
{
    /// <summary>The size that files are brought near to, in bytes, 1,048,576 or more. The default is 128 MB (134,217,728).</summary>
    public long TargetBytes { get; init; } = 128 << 20;

    /// <summary>How long replaced files stay for readers that have begun with them. The default is one hour.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The first snapshot date; null, the default, for all before <see cref="To"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last snapshot date; null, the default, for all after <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }
}
