using Amazon.Runtime;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>What Athena says of a failure, as an exception that says what to do next.</summary>
internal static class AthenaFailure
{
    private const int UserError = 2;

    // Where Athena gives no AthenaError, its words are all there is.
    private static readonly string[] TransientReasons =
        ["Query exhausted resources at this scale factor", "INTERNAL_ERROR_QUERY_ENGINE", "Please reduce your request rate", "Rate exceeded", "Slow Down", "encountered an internal error"];

    /// <summary>An execution that ended as FAILED, or as CANCELLED by others.</summary>
    public static QueryException Of(QueryExecution execution)
    {
        var id = execution.QueryExecutionId;
        var state = execution.Status?.State ?? "UNKNOWN";
        var reason = execution.Status?.StateChangeReason ?? execution.Status?.AthenaError?.ErrorMessage ?? "no reason was given";
        var error = execution.Status?.AthenaError;
        var isTransient = error?.Retryable ?? TransientReasons.Any(known => reason.Contains(known, StringComparison.OrdinalIgnoreCase));
        var next = (isTransient, state, error?.ErrorCategory) switch
        {
            (true, _, _) => "Try again.",
            (_, "CANCELLED", _) when reason.Contains("scanned limit", StringComparison.OrdinalIgnoreCase) => "Narrow it by snapshot_date, or raise the limit of the work group.",
            (_, "CANCELLED", _) => "Somebody else stopped it; ask again if that was not meant.",
            (_, _, UserError) => "Correct the statement, or the table that it reads.",
            _ => "Look the query up by its id in the Athena console.",
        };
        return new QueryException($"Athena query {id} ended as {state}: {reason}. {next}", id, state, reason, isTransient);
    }

    /// <summary>A statement that Athena did not even start.</summary>
    public static QueryException OfRefusal(AmazonServiceException error) =>
        new($"Athena did not take the statement: {error.Message} Correct it, or the settings SpotifyPipeline:Aws:Database, WorkGroup and QueryOutput.", reason: error.Message, innerException: error);
}
