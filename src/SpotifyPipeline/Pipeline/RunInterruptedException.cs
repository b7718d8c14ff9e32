namespace SpotifyPipeline.Pipeline;

/// <summary>A run was cancelled. What it had read is kept; <see cref="RunId"/> goes on with it.</summary>
/// <remarks>It is an <see cref="OperationCanceledException"/>, so that code which only knows those treats it as one.</remarks>
public sealed class RunInterruptedException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="runId">The run to resume.</param>
    /// <param name="innerException">The cancellation.</param>
    /// <param name="cancellationToken">The token that fired.</param>
    public RunInterruptedException(string runId, Exception? innerException, CancellationToken cancellationToken)
        : base($"The run {runId} was interrupted. Go on with it by resumeRunId \"{runId}\".", innerException, cancellationToken) => RunId = runId;

    /// <summary>The run to resume.</summary>
    public string RunId { get; }
}
