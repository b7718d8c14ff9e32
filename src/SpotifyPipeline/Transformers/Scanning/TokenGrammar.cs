using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks which token follows which, 64 tokens at a time.</summary>
/// <remarks>
/// Tokens are the brackets, colons, commas, strings and scalars of a page, each one bit in three planes:
/// string 000, scalar 001, comma 010, colon 011, closing bracket 100, <c>[</c> 101, <c>{</c> 110. Blanks and the insides of
/// strings are squeezed out, so "the token before" is the bit before. With these rules, whatever walks the index needs to
/// check only that brackets match, that a colon stands in an object, and that in an object a comma behind a closing
/// bracket is followed by a colon.
/// </remarks>
internal unsafe struct TokenGrammar
{
    // The last token of the word before, at the highest bit.
    private ulong _separator;
    private ulong _brace;
    private ulong _bracket;
    private ulong _colon;
    private ulong _close;
    private ulong _memberValue;
    private ulong _memberComma;
    private ulong _bracketComma;
    private ulong _mustBeKey;
    private ulong _mayBeKey;

    /// <summary>Stands before the first token of a page: a comma, after which only a value is right.</summary>
    public static TokenGrammar Begin() => new() { _separator = 1ul << 63 };

    /// <summary>Checks full words; gives an error other than 0 where a rule is broken.</summary>
    public ulong Check(ulong* words, ulong* end)
    {
        ulong error = 0;
        for (; words < end; words += 3)
        {
            error |= Errors(words[0], words[1], words[2], ulong.MaxValue);
        }

        return error;
    }

    /// <summary>Checks what is left at the end of the page.</summary>
    /// <param name="plane2">The last word of the planes, not full.</param>
    /// <param name="plane1">The same of the second plane.</param>
    /// <param name="plane0">The same of the third plane.</param>
    /// <param name="fill">How many tokens it holds.</param>
    public ulong End(ulong plane2, ulong plane1, ulong plane0, int fill) => Errors(plane2, plane1, plane0, (1ul << fill) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong After(ulong tokens, ref ulong before)
    {
        var after = (tokens << 1) | (before >> 63);
        before = tokens;
        return after;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Errors(ulong p2, ulong p1, ulong p0, ulong valid)
    {
        var brace = p2 & p1;
        var bracket = p2 & ~p1 & p0;
        var close = p2 & ~p1 & ~p0;
        var separator = p1 & ~p2;
        var comma = separator & ~p0;
        var colon = separator & p0;
        var scalar = p0 & ~(p2 | p1);
        var text = ~(p2 | p1 | p0) & valid;

        var notKey = brace | bracket | scalar;
        var afterSeparator = After(separator, ref _separator);
        var afterBrace = After(brace, ref _brace);
        var afterExpecting = afterSeparator | afterBrace | After(bracket, ref _bracket);
        var memberValue = (text | scalar) & After(colon, ref _colon);
        var memberComma = comma & After(memberValue, ref _memberValue);
        var bracketComma = comma & After(close, ref _close);
        var keyPlace = afterBrace | After(memberComma, ref _memberComma);
        var afterMust = After(text & keyPlace, ref _mustBeKey);
        var afterMay = After(text & After(bracketComma, ref _bracketComma), ref _mayBeKey);

        return ((notKey | text) & ~afterExpecting)
            | (separator & afterExpecting)
            | (close & afterSeparator)
            | (notKey & keyPlace)
            | (afterMust & ~colon & valid)
            | (colon & ~(afterMust | afterMay));
    }
}
