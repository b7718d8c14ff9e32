namespace SpotifyPipeline;

/// <summary>A raw document cannot be turned into rows.</summary>
public sealed class TransformException : SpotifyPipelineException
{
    /// <summary>Creates a failure of a document.</summary>
    /// <param name="message">What was found, what was expected and the next step.</param>
    /// <param name="rawKey">The key of the page or manifest.</param>
    /// <param name="table">The table that was being filled; null where it was none in particular.</param>
    /// <param name="jsonPath">Where in the page, for example <c>$.items[3].track.id</c> or <c>byte 4711</c>; null where unknown.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TransformException(string message, string rawKey, string? table = null, string? jsonPath = null, Exception? innerException = null)
        : base(message, innerException)
    {
        RawKey = rawKey;
        Table = table;
        JsonPath = jsonPath;
    }

    /// <summary>The key of the page or manifest.</summary>
    public string RawKey { get; }

    /// <summary>The table that was being filled; null where it was none in particular.</summary>
    public string? Table { get; }

    /// <summary>Where in the page; null where unknown.</summary>
    public string? JsonPath { get; }
}
