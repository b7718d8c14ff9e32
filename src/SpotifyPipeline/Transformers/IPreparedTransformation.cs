using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers;

/// <summary>A unit whose documents can be read on any thread, and only added one after the other.</summary>
internal interface IPreparedTransformation : IUnitTransformation
{
    /// <summary>Something to read documents with, for one thread and one document at a time.</summary>
    IDocumentPreparation CreatePreparation();

    /// <summary>Adds a document that <paramref name="preparation"/> has read.</summary>
    DocumentCounts Add(RawDocument document, IDocumentPreparation preparation);
}

/// <summary>Reads one document and keeps what it says until it is added.</summary>
internal interface IDocumentPreparation
{
    /// <summary>Reads a document and forgets the one before.</summary>
    /// <exception cref="TransformException">The document cannot be read; the message says where.</exception>
    void Read(RawDocument document);
}
