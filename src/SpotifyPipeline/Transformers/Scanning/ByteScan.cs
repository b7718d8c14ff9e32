using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Turns bytes into masks. Where vectors are narrower, the compiler makes two or four of each operation.</summary>
internal static unsafe class ByteScan
{
    /// <summary>Reads 512 bytes; false where a control character is none that JSON allows anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Read(byte* bytes, ref ByteMasks masks, out bool hasText)
    {
        var quote = Vector512.Create((byte)'"');
        var backslash = Vector512.Create((byte)'\\');
        var space = Vector512.Create((byte)0x20);
        var openBrace = Vector512.Create((byte)'{');
        var closeBrace = Vector512.Create((byte)'}');
        var colon = Vector512.Create((byte)':');
        var comma = Vector512.Create((byte)',');
        var zero = Vector512.Create((byte)'0');
        var nine = Vector512.Create((byte)9);
        var all = Vector512<byte>.Zero;
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var v = Vector512.Load(bytes + (block * BlockGroup.BlockBytes));
            var folded = v | space;
            all |= v;
            masks.Quotes[block] = Vector512.Equals(v, quote).ExtractMostSignificantBits();
            masks.Backslashes[block] = Vector512.Equals(v, backslash).ExtractMostSignificantBits();
            masks.Open[block] = Vector512.Equals(folded, openBrace).ExtractMostSignificantBits();
            masks.Close[block] = Vector512.Equals(folded, closeBrace).ExtractMostSignificantBits();
            masks.Brace[block] = Vector512.Equals(v, openBrace).ExtractMostSignificantBits();
            masks.Colon[block] = Vector512.Equals(v, colon).ExtractMostSignificantBits();
            masks.Comma[block] = Vector512.Equals(v, comma).ExtractMostSignificantBits();
            masks.Low[block] = Vector512.LessThanOrEqual(v, space).ExtractMostSignificantBits();
            masks.Digits[block] = Vector512.LessThanOrEqual(v - zero, nine).ExtractMostSignificantBits();
            masks.Zeros[block] = Vector512.Equals(v, zero).ExtractMostSignificantBits();
            var control = Vector512.LessThan(v, space).ExtractMostSignificantBits();
            masks.Control[block] = control;
            if (control != 0 && !AreBlanks(v, control))
            {
                hasText = false;
                return false;
            }
        }

        hasText = all.ExtractMostSignificantBits() != 0;
        return true;
    }

    private static bool AreBlanks(Vector512<byte> v, ulong control) =>
        (control & ~(Vector512.Equals(v, Vector512.Create((byte)'\n')) | Vector512.Equals(v, Vector512.Create((byte)'\r')) | Vector512.Equals(v, Vector512.Create((byte)'\t')))
            .ExtractMostSignificantBits()) == 0;
}
