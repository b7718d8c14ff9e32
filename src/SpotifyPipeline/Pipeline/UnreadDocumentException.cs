using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Pipeline;

/// <summary>A document could not be read this time, and it is the document's own failure: its store works.</summary>
internal sealed class UnreadDocumentException(DocumentName name, Exception cause) : Exception(cause.Message, cause)
{
    public DocumentName Name { get; } = name;
}
