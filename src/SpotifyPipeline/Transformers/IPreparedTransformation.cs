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
    /// <summary>Whether it keeps what it needs of a page, which then need not stay.</summary>
    bool LetsPagesGo { get; }

    /// <summary>Forgets the document before.</summary>
    void Begin();

    /// <summary>Reads the pages that the document has now and had not when it was read last.</summary>
    /// <param name="document">The document.</param>
    /// <param name="areLeaving">Whether the content of those pages goes when this returns; only where <see cref="LetsPagesGo"/>.</param>
    /// <exception cref="TransformException">The document cannot be read; the message says where.</exception>
    void Read(RawDocument document, bool areLeaving);
}
