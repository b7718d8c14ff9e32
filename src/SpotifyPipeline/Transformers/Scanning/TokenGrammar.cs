using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks which token follows which, 64 tokens at a time.</summary>
/// <remarks>
/// Tokens are the brackets, colons, commas, strings and scalars of a page, each one bit in three planes:
/// string 000, scalar 001, comma 010, colon 011, closing bracket 100, <c>[</c> 101, <c>{</c> 110. Blanks and the insides of
/// strings are squeezed out, so "the token before" is the bit before. With these rules, whatever walks the index needs to
/// check only that brackets match, that a colon stands in an object, and that in an object a comma behind a closing
/// bracket is followed by a colon.
/// </remarks>
internal sealed class TokenGrammar
{
    private ulong _plane2;
    private ulong _plane1;
    private ulong _plane0;
    private int _fill;
    private ulong _error;

    // What the last token of the word before was.
    private ulong _expectsValue;
    private ulong _colonOrComma;
    private ulong _brace;
    private ulong _colon;
    private ulong _memberValue;
    private ulong _close;
    private ulong _memberComma;
    private ulong _bracketComma;
    private ulong _mustBeKey;
    private ulong _mayBeKey;

    /// <summary>Begins a page.</summary>
    public void Begin()
    {
        _plane2 = _plane1 = _plane0 = _error = 0;
        _fill = 0;
        _brace = _colon = _memberValue = _close = _memberComma = _bracketComma = _mustBeKey = _mayBeKey = 0;

        // The document itself is a value, and nothing can be closed before it.
        _expectsValue = _colonOrComma = 1;
    }

    /// <summary>Adds the tokens of 64 bytes; false when an error has been seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(ulong keep, ulong plane2, ulong plane1, ulong plane0)
    {
        ulong bits2, bits1, bits0;
        if (Bmi2.X64.IsSupported)
        {
            bits2 = Bmi2.X64.ParallelBitExtract(plane2, keep);
            bits1 = Bmi2.X64.ParallelBitExtract(plane1, keep);
            bits0 = Bmi2.X64.ParallelBitExtract(plane0, keep);
        }
        else
        {
            (bits2, bits1, bits0) = Squeeze(keep, plane2, plane1, plane0);
        }

        var fill = _fill;
        _plane2 |= bits2 << fill;
        _plane1 |= bits1 << fill;
        _plane0 |= bits0 << fill;
        var total = fill + BitOperations.PopCount(keep);
        if (total < 64)
        {
            _fill = total;
            return true;
        }

        Check(ulong.MaxValue);

        // Shifted twice, because a shift by 64 would be one by 0.
        _plane2 = (bits2 >> 1) >> (63 - fill);
        _plane1 = (bits1 >> 1) >> (63 - fill);
        _plane0 = (bits0 >> 1) >> (63 - fill);
        _fill = total - 64;
        return _error == 0;
    }

    /// <summary>Ends the page; false where it broke a rule.</summary>
    public bool End()
    {
        Check((1ul << _fill) - 1);
        return _error == 0;
    }

    private static (ulong Bits2, ulong Bits1, ulong Bits0) Squeeze(ulong keep, ulong plane2, ulong plane1, ulong plane0)
    {
        ulong bits2 = 0, bits1 = 0, bits0 = 0;
        for (var i = 0; keep != 0; i++, keep &= keep - 1)
        {
            var at = BitOperations.TrailingZeroCount(keep);
            bits2 |= ((plane2 >> at) & 1) << i;
            bits1 |= ((plane1 >> at) & 1) << i;
            bits0 |= ((plane0 >> at) & 1) << i;
        }

        return (bits2, bits1, bits0);
    }

    private void Check(ulong valid)
    {
        ulong p2 = _plane2, p1 = _plane1, p0 = _plane0;
        var brace = p2 & p1;
        var bracket = p2 & ~p1 & p0;
        var close = p2 & ~p1 & ~p0;
        var comma = ~p2 & p1 & ~p0;
        var colon = ~p2 & p1 & p0;
        var scalar = ~p2 & ~p1 & p0;
        var text = ~(p2 | p1 | p0) & valid;

        var notKey = brace | bracket | scalar;
        var afterExpecting = After(brace | bracket | colon | comma, ref _expectsValue);
        var afterSeparator = After(colon | comma, ref _colonOrComma);
        var afterBrace = After(brace, ref _brace);
        var memberValue = (text | scalar) & After(colon, ref _colon);
        var memberComma = comma & After(memberValue, ref _memberValue);
        var bracketComma = comma & After(close, ref _close);
        var afterMemberComma = After(memberComma, ref _memberComma);
        var mustBeKey = text & (afterBrace | afterMemberComma);
        var mayBeKey = text & After(bracketComma, ref _bracketComma);
        var afterMust = After(mustBeKey, ref _mustBeKey);

        _error |= (notKey | text) & ~afterExpecting;
        _error |= (comma | colon) & afterExpecting;
        _error |= close & afterSeparator;
        _error |= notKey & (afterBrace | afterMemberComma);
        _error |= afterMust & ~colon & valid;
        _error |= colon & ~(afterMust | After(mayBeKey, ref _mayBeKey));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong After(ulong tokens, ref ulong carry)
    {
        var after = (tokens << 1) | carry;
        carry = tokens >> 63;
        return after;
    }
}
