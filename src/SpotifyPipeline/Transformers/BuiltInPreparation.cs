using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>What the pages of one document say.</summary>
internal sealed class BuiltInPreparation(IPageReader reader) : IDocumentPreparation
{
    private readonly List<Observations> _pages = [];
    private readonly List<PageKeys> _keys = [];
    private int _read;

    public IReadOnlyList<Observations> Pages => _pages;

    public IReadOnlyList<PageKeys> Keys => _keys;

    public void Begin() => _read = 0;

    public void Read(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        while (_pages.Count < document.Pages.Count)
        {
            _pages.Add(new Observations());
            _keys.Add(new PageKeys());
        }

        for (; _read < document.Pages.Count; _read++)
        {
            reader.Read(document, document.Pages[_read], _pages[_read]);
            _keys[_read].Find(_pages[_read], PlainReader.Body(document.Pages[_read]));
        }
    }
}
