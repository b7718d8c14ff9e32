using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Turns bytes into masks. Where vectors are narrower, the compiler makes two or four of each operation.</summary>
internal static unsafe class ByteScan
{
    /// <summary>Reads groups of eight blocks, given by their addresses; false where a control character is none that JSON allows anywhere.</summary>
    public static bool Read(ulong* sources, int groups, ByteMasks* masks)
    {
        ReadMarks(sources, groups, masks);
        for (var group = 0; group < groups; group++, sources += BlockGroup.Blocks)
        {
            // Most groups have neither at all: the last step of the other loop noted as much.
            if (masks[group].Control[0] != 0 && !ReadControl(sources, ref masks[group].Control))
            {
                return false;
            }

            if (masks[group].Backslashes[0] != 0)
            {
                ReadBackslashes(sources, ref masks[group].Backslashes);
            }
        }

        return true;
    }

    /// <summary>All masks but those of control characters and backslashes, which are left 0 where there are none and are anything else where there are some.</summary>
    /// <remarks>Calls nothing: around a call, a compiler keeps its vectors in memory, for every block.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadMarks(ulong* sources, int groups, ByteMasks* masks)
    {
        var quote = Vector512.Create((byte)'"');
        var backslash = Vector512.Create((byte)'\\');
        var space = Vector512.Create((byte)0x20);
        var openBrace = Vector512.Create((byte)'{');
        var closeBrace = Vector512.Create((byte)'}');
        var colon = Vector512.Create((byte)':');
        var comma = Vector512.Create((byte)',');
        for (var end = masks + groups; masks < end; masks++)
        {
            // The words of one kind of mask are a group's width apart from those of the next.
            var word = (ulong*)masks;
            var all = Vector512<byte>.Zero;
            var least = space;
            var leastOther = space;
            for (var last = word + BlockGroup.Blocks; word < last; word++, sources++)
            {
                var v = Vector512.Load((byte*)*sources);
                var folded = v | space;
                all |= v;
                Store(Vector512.Equals(v, quote), word + (0 * BlockGroup.Blocks));
                Store(Vector512.Equals(folded, openBrace), word + (1 * BlockGroup.Blocks));
                Store(Vector512.Equals(folded, closeBrace), word + (2 * BlockGroup.Blocks));
                Store(Vector512.Equals(v, openBrace), word + (3 * BlockGroup.Blocks));
                Store(Vector512.Equals(v, colon), word + (4 * BlockGroup.Blocks));
                Store(Vector512.Equals(v, comma), word + (5 * BlockGroup.Blocks));
                Store(Vector512.LessThanOrEqual(v, space), word + (6 * BlockGroup.Blocks));
                least = Vector512.Min(least, v);
                leastOther = Vector512.Min(leastOther, v ^ backslash);
            }

            Unsafe.As<BlockGroup, Vector512<ulong>>(ref masks->Backslashes) = Vector512<ulong>.Zero;
            if (Vector512.EqualsAny(leastOther, Vector512<byte>.Zero))
            {
                masks->Backslashes[0] = 1;
            }

            Unsafe.As<BlockGroup, Vector512<ulong>>(ref masks->Control) = Vector512<ulong>.Zero;
            if (least != space)
            {
                masks->Control[0] = 1;
            }

            masks->HasText = all.ExtractMostSignificantBits() != 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<byte> marks, ulong* word)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            *word = marks.ExtractMostSignificantBits();
        }
        else
        {
            // To join two halves would take as long as to make one.
            ((uint*)word)[0] = marks.GetLower().ExtractMostSignificantBits();
            ((uint*)word)[1] = marks.GetUpper().ExtractMostSignificantBits();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadBackslashes(ulong* sources, ref BlockGroup masks)
    {
        var backslash = Vector512.Create((byte)'\\');
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            masks[block] = Vector512.Equals(Vector512.Load((byte*)sources[block]), backslash).ExtractMostSignificantBits();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ReadControl(ulong* sources, ref BlockGroup masks)
    {
        var space = Vector512.Create((byte)0x20);
        var others = 0ul;
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var v = Vector512.Load((byte*)sources[block]);
            var control = Vector512.LessThan(v, space).ExtractMostSignificantBits();
            masks[block] = control;
            var blanks = Vector512.Equals(v, Vector512.Create((byte)'\n')) | Vector512.Equals(v, Vector512.Create((byte)'\r')) | Vector512.Equals(v, Vector512.Create((byte)'\t'));
            others |= control & ~blanks.ExtractMostSignificantBits();
        }

        return others == 0;
    }
}
