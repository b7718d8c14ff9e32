namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Stands where the library does not know how to compact a lake, and says so when it is asked to.</summary>
internal sealed class NoCompactor(string catalog) : ICompactor
{
    public Task<CompactionPlan> PlanAsync(CompactionOptions? options, CancellationToken cancellationToken) => throw Refusal();

    public Task<CompactionResult> CompactAsync(CompactionOptions? options, CancellationToken cancellationToken) => throw Refusal();

    private SpotifyPipelineException Refusal() =>
        new($"The files of this lake are kept by {catalog}, which the library does not know how to compact. Expected the lake's own catalog, or Glue with registered partitions.");
}
