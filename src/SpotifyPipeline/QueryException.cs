namespace SpotifyPipeline;

/// <summary>A statement was refused or failed.</summary>
public sealed class QueryException : SpotifyPipelineException
{
    /// <summary>Creates a failure of a statement.</summary>
    /// <param name="message">What failed and what to do next.</param>
    /// <param name="queryId">The engine's id of the execution, or null.</param>
    /// <param name="state">The engine's state, for example <c>FAILED</c>, or null.</param>
    /// <param name="reason">The engine's own words, or null.</param>
    /// <param name="isTransient">Whether trying again may help.</param>
    /// <param name="innerException">The cause, or null.</param>
    public QueryException(string message, string? queryId = null, string? state = null, string? reason = null, bool isTransient = false, Exception? innerException = null)
        : base(message, isTransient, innerException)
    {
        QueryId = queryId;
        State = state;
        Reason = reason;
    }

    /// <summary>The engine's id of the execution; null where it has none.</summary>
    public string? QueryId { get; }

    /// <summary>The engine's state; null where it has none.</summary>
    public string? State { get; }

    /// <summary>The engine's own words; null where it gave none.</summary>
    public string? Reason { get; }
}
