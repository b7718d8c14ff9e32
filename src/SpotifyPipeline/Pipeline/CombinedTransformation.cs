using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Pipeline;

/// <summary>One unit on its way through all transformers. What can be read ahead on other threads is; rows are made in document order.</summary>
internal sealed class CombinedTransformation(IReadOnlyList<IUnitTransformation> parts) : IPreparedTransformation
{
    /// <summary>Whether a document was refused after another transformer had taken it: its rows are in, and cannot be taken out again.</summary>
    public bool IsSpoiled { get; private set; }

    public IDocumentPreparation CreatePreparation() => new Preparation([.. parts.Select(p => (p as IPreparedTransformation)?.CreatePreparation())]);

    public DocumentCounts Add(RawDocument document)
    {
        var preparation = CreatePreparation();
        preparation.Read(document, areLeaving: false);
        return Add(document, preparation);
    }

    public DocumentCounts Add(RawDocument document, IDocumentPreparation preparation)
    {
        var counts = default(DocumentCounts);
        if (document.Pages.Count == 0)
        {
            return counts;
        }

        var prepared = ((Preparation)preparation).Parts;
        for (var i = 0; i < parts.Count; i++)
        {
            try
            {
                // Every transformer sees the same entries: those of the first count.
                var seen = prepared[i] is { } ready ? ((IPreparedTransformation)parts[i]).Add(document, ready) : parts[i].Add(document);
                counts += i == 0 ? seen : default;
            }
            catch (TransformException)
            {
                IsSpoiled |= i > 0;
                throw;
            }
        }

        return counts;
    }

    public IReadOnlyList<TransformedRows> Complete() => [.. parts.SelectMany(p => p.Complete())];

    private sealed class Preparation(IDocumentPreparation?[] parts) : IDocumentPreparation
    {
        public IDocumentPreparation?[] Parts => parts;

        // A transformer that is not prepared reads the pages when the document is added.
        public bool LetsPagesGo { get; } = Array.TrueForAll(parts, p => p is { LetsPagesGo: true });

        public void Begin()
        {
            foreach (var part in parts)
            {
                part?.Begin();
            }
        }

        public void Read(RawDocument document, bool areLeaving)
        {
            foreach (var part in parts)
            {
                part?.Read(document, areLeaving);
            }
        }
    }
}
