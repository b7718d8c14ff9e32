using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>Looks at two pages of one document while they are there: the first, and one of those that follow it.</summary>
/// <param name="pages">How many pages the document has.</param>
/// <param name="reader">Reads the pages; shared with other looks.</param>
/// <param name="ended">Gets what was seen, with the path of each page's root, when the document was read whole.</param>
internal sealed class DriftLook(int pages, ShapeReader reader, Action<IReadOnlyList<(string Path, JsonShape Shape)>> ended)
{
    // A page of this size is no page of the Web API.
    private const int MaxPageBytes = 8 << 20;

    private readonly int _second = 1 + ((pages - 1) / 2);
    private readonly List<(string Path, JsonShape Shape)> _seen = [];
    private bool _isDamaged;

    /// <summary>Looks at a page, if it is one of the two.</summary>
    public void At(RawPage page, int index)
    {
        if ((index != 0 && index != _second) || page.Content.Length > MaxPageBytes)
        {
            return;
        }

        // Pages are looked at for a moment, and few of them: no need of a reader for each thread.
        JsonShape? shape;
        lock (reader)
        {
            shape = reader.Read(PlainReader.Body(page));
        }

        if (shape is null)
        {
            _isDamaged = true; // What cannot be read is for the transformation to say.
        }
        else
        {
            _seen.Add((index == 0 ? "$" : "$next", shape));
        }
    }

    /// <summary>Counts what was seen.</summary>
    public void End()
    {
        if (!_isDamaged)
        {
            ended(_seen);
        }
    }
}
