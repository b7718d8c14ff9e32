using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>What the pages of one document say.</summary>
internal sealed class BuiltInPreparation(IPageReader reader) : IDocumentPreparation
{
    private readonly List<Observations> _pages = [];
    private readonly List<PageKeys> _keys = [];

    public IReadOnlyList<Observations> Pages => _pages;

    public IReadOnlyList<PageKeys> Keys => _keys;

    public void Read(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        while (_pages.Count < document.Pages.Count)
        {
            _pages.Add(new Observations());
            _keys.Add(new PageKeys());
        }

        for (var i = 0; i < document.Pages.Count; i++)
        {
            reader.Read(document, document.Pages[i], _pages[i]);
            _keys[i].Find(_pages[i], PlainReader.Body(document.Pages[i]));
        }
    }
}
