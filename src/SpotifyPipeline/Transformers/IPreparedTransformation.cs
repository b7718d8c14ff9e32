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
    /// <summary>Forgets the document before.</summary>
    void Begin();

    /// <summary>Reads the pages that the document has now and had not when it was read last.</summary>
    /// <exception cref="TransformException">The document cannot be read; the message says where.</exception>
    void Read(RawDocument document);
}
