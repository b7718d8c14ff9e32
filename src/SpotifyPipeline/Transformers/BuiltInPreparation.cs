using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers;

/// <summary>What the pages of one document say.</summary>
internal sealed class BuiltInPreparation(IPageReader reader) : IDocumentPreparation
{
    private readonly List<Observations> _pages = [];

    public IReadOnlyList<Observations> Pages => _pages;

    public void Read(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        while (_pages.Count < document.Pages.Count)
        {
            _pages.Add(new Observations());
        }

        for (var i = 0; i < document.Pages.Count; i++)
        {
            reader.Read(document, document.Pages[i], _pages[i]);
        }
    }
}
