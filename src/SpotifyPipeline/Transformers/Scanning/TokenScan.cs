using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Turns masks of bytes into masks of tokens, eight blocks at a time.</summary>
internal static class TokenScan
{
    private static Vector512<ulong> LaneBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(1ul, 2, 4, 8, 16, 32, 64, 128);
    }

    /// <summary>Combines the masks; false where a string holds a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Combine(in ByteMasks bytes, ref TokenMasks tokens, ref ScanState state)
    {
        var laneBits = LaneBits;
        var quotes = Load(bytes.Quotes);

        // Ones from an opening quote to the byte before its closing one.
        var inside = Inside(quotes, laneBits, ref state.Inside);
        var open = Load(bytes.Open) & ~inside;
        var close = Load(bytes.Close) & ~inside;
        var colon = Load(bytes.Colon) & ~inside;
        var comma = Load(bytes.Comma) & ~inside;
        var blank = Load(bytes.Low) & ~inside;
        var brace = Load(bytes.Brace);
        var marks = open | close | colon | comma;
        var scalars = ~(inside | quotes | marks | blank);
        var behindScalar = (scalars << 1) | FromLaneBefore(scalars, laneBits, ref state.Scalar);
        var starts = scalars & ~behindScalar;
        Store(marks | (quotes & inside) | starts, ref tokens.Tokens);
        if (!ChosenBytes.IsSupported)
        {
            // Elsewhere the tokens' own bytes say what they are (TokenWords).
            Store(open | close, ref tokens.Plane2);
            Store(comma | colon | (open & brace), ref tokens.Plane1);
            Store(starts | colon | (open & ~brace), ref tokens.Plane0);
        }

        Store(starts, ref tokens.Scalars);
        Store(behindScalar & ~scalars, ref tokens.ScalarEnds);

        // Where the byte before, blanks apart, is a closing bracket.
        var behind = (close << 1) | FromLaneBefore(close, laneBits, ref state.Close);
        var blanksBehind = behind & blank;
        var sum = blanksBehind + blank;
        Store(open | close | colon | (comma & ((behind & ~blank) | (sum & ~blank))), ref tokens.Structure);
        if (Vector512.LessThanAny(sum, blank))
        {
            // Blanks behind a bracket reach over the end of a block.
            BehindBrackets(behind, blank, comma, open | close | colon, ref tokens.Structure, ref state.Close[BlockGroup.Blocks - 1]);
        }

        return (Load(bytes.Control) & inside) == Vector512<ulong>.Zero;
    }

    /// <summary>Whether each of the given brackets is one outside strings.</summary>
    public static bool HasOpenings(in BlockGroup openings, in TokenMasks tokens) =>
        (Load(openings) & ~Load(tokens.Structure)) == Vector512<ulong>.Zero;

    // Apart, so that its copies of vectors do not take room, to be cleared, in every step.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BehindBrackets(Vector512<ulong> behind, Vector512<ulong> blank, Vector512<ulong> comma, Vector512<ulong> others, ref BlockGroup structure, ref ulong carry)
    {
        ulong over = 0;
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var b = behind[block] | over;
            var sum = (b & blank[block]) + blank[block];
            over = sum < blank[block] ? 1ul : 0ul;
            structure[block] = others[block] | (comma[block] & ((b & ~blank[block]) | (sum & ~blank[block])));
        }

        carry |= over;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Inside(Vector512<ulong> quotes, Vector512<ulong> laneBits, ref ulong carry)
    {
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        quotes ^= quotes << 16;
        quotes ^= quotes << 32;

        // The same over the lanes: whether an odd number of quotes came before.
        var lanes = quotes.ExtractMostSignificantBits();
        lanes ^= lanes << 1;
        lanes ^= lanes << 2;
        lanes ^= lanes << 4;
        lanes = ((lanes << 1) & 0x1FF) ^ (0 - carry);
        carry = (lanes >> 8) & 1;
        return quotes ^ Expand(lanes, laneBits);
    }

    /// <summary>The highest bit of each lane as the lowest of the next. Only the last word of the carry counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> FromLaneBefore(Vector512<ulong> lanes, Vector512<ulong> laneBits, ref BlockGroup carry)
    {
        if (Avx512F.IsSupported)
        {
            var highest = Vector512.ShiftRightLogical(lanes, 63);
            var before = Avx512F.AlignRight64(highest, Load(carry), BlockGroup.Blocks - 1);
            Store(highest, ref carry);
            return before;
        }

        var bits = (lanes.ExtractMostSignificantBits() << 1) | carry[BlockGroup.Blocks - 1];
        carry[BlockGroup.Blocks - 1] = (bits >> BlockGroup.Blocks) & 1;
        return Expand(bits, laneBits) & Vector512<ulong>.One;
    }

    /// <summary>A lane of ones for each one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Expand(ulong bits, Vector512<ulong> laneBits) =>
        Vector512.Equals(Vector512.Create(bits) & laneBits, laneBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Load(in BlockGroup group) => Unsafe.As<BlockGroup, Vector512<ulong>>(ref Unsafe.AsRef(in group));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<ulong> value, ref BlockGroup group) => Unsafe.As<BlockGroup, Vector512<ulong>>(ref group) = value;
}
