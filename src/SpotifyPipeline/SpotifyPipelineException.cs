namespace SpotifyPipeline;

/// <summary>A failure of a pipeline stage. The message holds the value, what was expected and the next step.</summary>
public class SpotifyPipelineException : Exception
{
    /// <summary>Creates a permanent failure.</summary>
    public SpotifyPipelineException(string message)
        : base(message)
    {
    }

    /// <summary>Creates a permanent failure with its cause.</summary>
    public SpotifyPipelineException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates a failure and says whether trying again may help.</summary>
    public SpotifyPipelineException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later without a change. The default is false.</summary>
    public bool IsTransient { get; }
}
