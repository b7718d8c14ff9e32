namespace SpotifyPipeline.Storage;

/// <summary>From one key to another.</summary>
internal readonly record struct ObjectMove(string Source, string Destination)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsOntoItself => string.Equals(Source, Destination, StringComparison.Ordinal);
}
