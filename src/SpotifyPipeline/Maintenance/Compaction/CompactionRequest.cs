namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>What may be asked of a compaction.</summary>
internal static class CompactionRequest
{
    private const long LeastTarget = 1 << 20;

    /// <summary>The options, or the defaults.</summary>
    /// <exception cref="ArgumentException">They make no sense.</exception>
    public static CompactionOptions Check(CompactionOptions? options)
    {
        var wanted = options ?? new CompactionOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted.TargetBytes, LeastTarget, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted.Grace, TimeSpan.Zero, nameof(options));
        return wanted.From <= wanted.To || wanted.From is null || wanted.To is null
            ? wanted
            : throw new ArgumentException($"The first day, {wanted.From:yyyy-MM-dd}, is after the last one, {wanted.To:yyyy-MM-dd}. Exchange them.", nameof(options));
    }
}
