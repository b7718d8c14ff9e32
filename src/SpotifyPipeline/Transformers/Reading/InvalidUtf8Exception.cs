namespace SpotifyPipeline.Transformers.Reading;

/// <summary>A page holds bytes that are not UTF-8. Caught inside the room, where the key of the page is known.</summary>
internal sealed class InvalidUtf8Exception(int position) : Exception("The page is not UTF-8.")
{
    /// <summary>The first byte that is not part of a valid sequence.</summary>
    public int Position { get; } = position;
}
