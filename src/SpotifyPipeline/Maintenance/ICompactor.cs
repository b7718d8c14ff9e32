namespace SpotifyPipeline.Maintenance;

/// <summary>Merges small files of a day into few large ones. Readers see the old files or the new one, never half.</summary>
/// <remarks>
/// May be stopped at any moment and called again. Documents that come late, and units that are done again, give the same rows
/// as without it. Only one compaction of a lake runs at a time. Tables in other formats than Parquet are left alone.
/// </remarks>
public interface ICompactor
{
    /// <summary>Says what <see cref="CompactAsync"/> would do. Writes nothing.</summary>
    Task<CompactionPlan> PlanAsync(CompactionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Merges, and deletes what earlier compactions have replaced.</summary>
    /// <exception cref="SpotifyPipelineException">The lake cannot be compacted in this way (the message says what to do instead), or somebody else is at it.</exception>
    Task<CompactionResult> CompactAsync(CompactionOptions? options = null, CancellationToken cancellationToken = default);
}
