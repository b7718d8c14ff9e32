using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Reads pages by their structural index, and leaves to the plain reading whatever is damaged or unusual.</summary>
internal sealed class FastReader : IPageReader
{
    private readonly StructuralScan _scan = new();
    private PlainReader? _plain;

    /// <summary>How many pages the plain reading had to decide.</summary>
    public long Refused { get; private set; }

    public void Read(RawDocument document, RawPage page, Observations seen)
    {
        if (!TryRead(PlainReader.Body(page).Span, seen))
        {
            Refused++;
            (_plain ??= new PlainReader()).Read(document, page, seen);
        }
    }

    /// <summary>Notes what a page says; false where it is damaged or unusual, and the observations are then of no use.</summary>
    public unsafe bool TryRead(ReadOnlySpan<byte> body, Observations seen)
    {
        seen.Clear();
        fixed (byte* bytes = body)
        {
            try
            {
                _scan.Begin(bytes, body.Length);
                return new PageWalk<IndexCursor>(seen).Read(new IndexCursor(_scan, bytes, body.Length)).IsAtEnd();
            }
            catch (ScanRefusedException)
            {
                return false;
            }
        }
    }
}
