using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>What the pages of one document say.</summary>
internal sealed class BuiltInPreparation(IPageReader reader) : IDocumentPreparation
{
    private readonly List<PreparedPage> _pages = [];
    private readonly KeptTexts _kept = new();
    private int _read;

    public bool LetsPagesGo => true;

    /// <summary>At least as many as the document has.</summary>
    public IReadOnlyList<PreparedPage> Pages => _pages;

    public void Begin()
    {
        _read = 0;
        _kept.Clear();
    }

    public void Read(RawDocument document, bool areLeaving)
    {
        ArgumentNullException.ThrowIfNull(document);
        for (; _read < document.Pages.Count; _read++)
        {
            if (_pages.Count == _read)
            {
                _pages.Add(_read == 0 ? new PreparedPage() : _pages[_read - 1].NewLikeThis());
            }

            var page = _pages[_read];
            var body = PlainReader.Body(document.Pages[_read]);
            reader.Read(document, document.Pages[_read], page.Seen);
            page.Body = areLeaving ? _kept.Keep(page.Seen, body.Span) : body;
            page.Keys.Find(page.Seen, page.Body);
        }
    }
}
