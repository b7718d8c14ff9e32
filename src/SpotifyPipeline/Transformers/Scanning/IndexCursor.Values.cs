using System.Runtime.CompilerServices;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Scanning;

/// <remarks>This part consumes values: what is wanted is read, the rest skipped by its entries.</remarks>
internal unsafe partial struct IndexCursor
{
    public readonly JsonKind Kind => _page[_value] switch
    {
        (byte)'"' => JsonKind.String,
        (byte)'{' => JsonKind.Object,
        (byte)'[' => JsonKind.Array,
        (byte)'t' or (byte)'f' => JsonKind.Boolean,
        (byte)'n' => JsonKind.Null,
        _ => JsonKind.Number,
    };

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

    private Text SkipToNull()
    {
        Skip();
        return default;
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
}
