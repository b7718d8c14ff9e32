using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers;

/// <summary>One unit on its way through a transformer. Documents come in the order that decides which observation is first.</summary>
internal interface IUnitTransformation
{
    /// <summary>Reads a document. When it throws, nothing of this document is in the rows.</summary>
    /// <exception cref="TransformException">The document cannot be read; the message says where.</exception>
    DocumentCounts Add(RawDocument document);

    /// <summary>Ends the unit and gives its rows, a set for each table; sets may be empty.</summary>
    IReadOnlyList<TransformedRows> Complete();
}
