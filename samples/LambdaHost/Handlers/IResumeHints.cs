namespace LambdaHost.Handlers;

/// <summary>Remembers over calls that an extraction is to be resumed, for stacks in which no state machine waits.</summary>
/// <remarks>A hint that is lost costs the calls of one run, since a new run then begins; it never costs rows.</remarks>
internal interface IResumeHints
{
    /// <summary>The hint; null where nothing is to be resumed.</summary>
    Task<ResumeHint?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the hint; null when nothing is to be resumed any more.</summary>
    Task WriteAsync(ResumeHint? hint, CancellationToken cancellationToken);
}
