using System.Runtime.CompilerServices;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Walks a page by its structural index: what nobody wants is skipped whole, what is wanted is a place in the page.</summary>
/// <remarks>
/// The scan goes on when the walk comes to the end of what it has found: by then both are still in the processor's cache.
/// It has checked all but the nesting, which is checked here. The page must stay pinned. Anything unusual (a name with
/// escapes, say) ends in <see cref="ScanRefusedException"/>, and the plain reading decides.
/// </remarks>
internal unsafe struct IndexCursor : IPageCursor
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

    public readonly JsonKind Kind => _page[_value] switch
    {
        (byte)'"' => JsonKind.String,
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'t' or (byte)'f' => JsonKind.Boolean,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

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

    public Text Text() => _page[_value] == '"' ? QuotedTexts.Read(_page, _value, _length) : SkipToNull();

    public long Integer()
    {
        var at = _value;
        var digit = _page[at] - '0';
        if ((uint)digit > 9)
        {
            return SlowInteger();
        }

        long value = 0;
        var end = Math.Min(_length, at + 18);
        do
        {
            value = (value * 10) + digit;
            if (++at == end)
            {
                return SlowInteger();
            }

            digit = _page[at] - '0';
        }
        while ((uint)digit <= 9);

        return _page[at] is (byte)'.' or (byte)'e' or (byte)'E' ? SlowInteger() : value;
    }

    public Tri Boolean()
    {
        var first = _page[_value];
        Skip();
        return first == 't' ? Tri.True : first == 'f' ? Tri.False : Tri.Null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip()
    {
        if ((_page[_value] | 0x20) == '{')
        {
            SkipContainer();
        }
    }

    public bool TrySkipRepeated(CursorPlace first, CursorPlace behind)
    {
        var length = _index[behind.A - 1] + 1 - first.B;

        // Deeper than the other one, it might be too deep.
        if (_depth > first.C || length > _length - _value
            || !new ReadOnlySpan<byte>(_page + _value, length).SequenceEqual(new ReadOnlySpan<byte>(_page + first.B, length)))
        {
            return false;
        }

        // The same bytes outside strings have the same entries.
        var entries = behind.A - first.A;
        ReadAhead(_at + entries);
        if (_at + entries > _count || _index[_at] != _value || _index[_at + entries - 1] != _value + length - 1)
        {
            throw new ScanRefusedException();
        }

        _at += entries;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryOnlyString(ReadOnlySpan<byte> name, out Text text)
    {
        text = default;
        var at = _at;
        if (at > _lastNear || at + 2 >= _count || _depth >= MaxDepth || _index[at] != _value)
        {
            return false;
        }

        // Between two entries there is one value at most, and two members would have two colons.
        var page = _page;
        var (colon, close) = (_index[at + 1], _index[at + 2]);
        if (page[colon] != ':' || page[close] != '}')
        {
            return false;
        }

        var first = Blanks(_value + 1) + 1;
        var value = Blanks(colon + 1);
        if (page[value] != '"' || first + name.Length >= colon || page[first + name.Length] != '"' || !new ReadOnlySpan<byte>(page + first, name.Length).SequenceEqual(name))
        {
            return false;
        }

        text = QuotedTexts.Read(page, value, _length);
        _at = at + 3;
        return true;
    }

    public readonly ReadOnlySpan<byte> Raw(Text text) => new(_page + text.Offset, text.Length);

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

    private Text SkipToNull()
    {
        Skip();
        return default;
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipContainer()
    {
        var at = _at;
        if (at >= _count || _index[at] != _value)
        {
            throw new ScanRefusedException();
        }

        // A one for each open object, a zero for each open array, the innermost last.
        ulong open = 0;
        var depth = 0;
        do
        {
            if (at > _lastNear)
            {
                ReadAhead(at);
            }

            if (at >= _count)
            {
                throw new ScanRefusedException();
            }

            var token = _page[_index[at++]];
            switch (token)
            {
                case (byte)':':
                    if ((open & 1) == 0)
                    {
                        throw new ScanRefusedException();
                    }

                    break;
                case (byte)'{':
                    open = (open << 1) | 1;
                    depth++;
                    break;
                case (byte)'[':
                    open <<= 1;
                    depth++;
                    break;
                case (byte)',':
                    if ((open & 1) != 0 && (at >= _count || _page[_index[at]] != ':'))
                    {
                        throw new ScanRefusedException();
                    }

                    break;
                default:
                    if ((open & 1) != (token == '}' ? 1ul : 0ul))
                    {
                        throw new ScanRefusedException();
                    }

                    open >>= 1;
                    depth--;
                    break;
            }

            if (depth + _depth > MaxDepth)
            {
                throw new ScanRefusedException();
            }
        }
        while (depth != 0);

        _at = at;
    }

    private long SlowInteger()
    {
        if (Kind != JsonKind.Number)
        {
            Skip();
            return Numbers.None;
        }

        return Numbers.Whole(new ReadOnlySpan<byte>(_page + _value, Scalars.End(_page, _value, _length) - _value));
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
