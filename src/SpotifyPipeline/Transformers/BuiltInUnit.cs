using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>One unit of the built-in tables: a document is read whole before the first of its rows is made.</summary>
internal sealed class BuiltInUnit : IUnitTransformation
{
    private readonly PlainReader _reader = new();
    private readonly UnitRows _rows = new();
    private readonly List<Observations> _pool = [];
    private readonly List<Observations> _pages = [];

    public DocumentCounts Add(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        _pages.Clear();
        for (var i = 0; i < document.Pages.Count; i++)
        {
            if (i == _pool.Count)
            {
                _pool.Add(new Observations());
            }

            _reader.Read(document, document.Pages[i], _pool[i]);
            _pages.Add(_pool[i]);
        }

        return _rows.Commit(document, _pages);
    }

    public IReadOnlyList<TransformedRows> Complete() => _rows.Complete();
}
