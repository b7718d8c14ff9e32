using System.Runtime.CompilerServices;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Walks a page by its structural index: what nobody wants is skipped whole, what is wanted is a place in the page.</summary>
/// <remarks>
/// The scan goes on when the walk comes to the end of what it has found: by then both are still in the processor's cache.
/// It has checked all but the nesting, which is checked here. The page must stay pinned. Anything unusual (a name with
/// escapes, say) ends in <see cref="ScanRefusedException"/>, and the plain reading decides.
/// </remarks>
internal unsafe partial struct IndexCursor : IPageCursor
{
    // As Utf8JsonReader has it.
    private const int MaxDepth = 64;

    // Entries that are at hand before a step: its colon or comma, the colon behind that, and one that ends the new value, so
    // that a string read here has an end. Only behind the last value of the page are there fewer.
    private const int Near = 3;

    private readonly StructuralScan _scan;
    private readonly byte* _page;
    private readonly int _length;
    private int* _index;
    private int _count;
    private int _lastNear;
    private int _at;
    private int _value;
    private int _depth;

    /// <summary>Goes to the root value of a page that the scan has begun.</summary>
    public IndexCursor(StructuralScan scan, byte* page, int length)
    {
        _scan = scan;
        _page = page;
        _length = length;
        ReadAhead(0);
        _value = Blanks(0);
        if (_count == 0 || _value != _index[0])
        {
            throw new ScanRefusedException();
        }
    }

    public static int LongestName => QuotedTexts.LongestName;

    public CursorPlace Place
    {
        readonly get => new(_at, _value, _depth);
        set => (_at, _value, _depth) = (value.A, value.B, value.C);
    }

    /// <summary>Reads what is left and says whether the root value was the whole page.</summary>
    public bool IsAtEnd()
    {
        ReadAhead(int.MaxValue - Near);
        return _at == _count && _depth == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (_at >= _count || _index[_at] != _value || ++_depth > MaxDepth)
        {
            throw new ScanRefusedException();
        }

        _at++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        var at = _at;
        if (at > _lastNear)
        {
            ReadAhead(at);
        }

        if (at >= _count)
        {
            throw new ScanRefusedException();
        }

        var position = _index[at];
        var token = _page[position];
        if (token == ',')
        {
            if (++at >= _count)
            {
                throw new ScanRefusedException();
            }

            position = _index[at];
            if (_page[position] != ':')
            {
                throw new ScanRefusedException();
            }
        }
        else if (token != ':')
        {
            name = default;
            if (token != '}')
            {
                throw new ScanRefusedException();
            }

            _depth--;
            _at = at + 1;
            return false;
        }

        _at = at + 1;
        name = QuotedTexts.NameBefore(_page, position);
        _value = Blanks(position + 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool NextElement()
    {
        if (_at > _lastNear)
        {
            ReadAhead(_at);
        }

        var last = _index[_at - 1];
        int position;
        if (last >= _value)
        {
            // Just entered, or behind a container.
            position = Blanks(last + 1);
            if (_page[last] == '[')
            {
                return Element(position);
            }
        }
        else
        {
            position = Blanks(_page[_value] == '"' ? QuotedTexts.EndOf(_page, _value, _length) : Scalars.End(_page, _value, _length));
        }

        if (position < _length && _page[position] == ',')
        {
            if (_at < _count && _index[_at] == position)
            {
                _at++;
            }

            return Element(Blanks(position + 1));
        }

        return position < _length && _page[position] == ']' ? Element(position) : throw new ScanRefusedException();
    }

    /// <summary>Lets the scan find some more, so that there is enough from an entry on, or all of the page is known.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadAhead(int at)
    {
        while (!_scan.IsComplete && _scan.Count - at < Near)
        {
            if (!_scan.TryRead())
            {
                throw new ScanRefusedException();
            }
        }

        _index = _scan.Positions;
        _count = _scan.Count;
        _lastNear = _scan.IsComplete ? int.MaxValue : _count - Near;
    }

    private bool Element(int position)
    {
        if (position >= _length)
        {
            throw new ScanRefusedException();
        }

        var token = _page[position];
        if (token == ']')
        {
            if (_at >= _count || _index[_at] != position)
            {
                throw new ScanRefusedException();
            }

            _at++;
            _depth--;
            return false;
        }

        if (token is (byte)'}' or (byte)':' or (byte)',')
        {
            throw new ScanRefusedException();
        }

        _value = position;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Blanks(int position)
    {
        while (position < _length && _page[position] <= 0x20)
        {
            position++;
        }

        return position;
    }
}
