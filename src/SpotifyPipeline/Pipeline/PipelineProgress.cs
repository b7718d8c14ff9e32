namespace SpotifyPipeline.Pipeline;

/// <summary>How far a run has come.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Documents done in this stage.</param>
/// <param name="Total">Documents in this stage, as far as known; null where unknown.</param>
/// <param name="Item">The document just done.</param>
public sealed record PipelineProgress(PipelineStage Stage, int Done, int? Total, string Item);
