using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Unicode;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>
/// Finds the brackets and colons of a page outside strings, 512 bytes a step, and checks on the way everything that does
/// not depend on nesting: strings, escapes, literals, numbers, UTF-8, and which token may follow which.
/// </summary>
/// <remarks>
/// Commas stand in the index only behind a closing bracket, where alone they say something about the nesting: a market
/// list of 184 codes costs two entries. It says yes or no and never why; what is wrong is said by the plain reading.
/// A step has three parts: bytes to masks (a bit a byte), masks to masks (eight blocks in one vector), masks to positions.
/// </remarks>
internal sealed unsafe class StructuralScan
{
    private const int Ahead = 4;
    private int[] _positions = new int[8192];

    /// <summary>The number of entries of the last page.</summary>
    public int Count { get; private set; }

    /// <summary>Byte positions of <c>{ } [ ] :</c> and of commas behind closing brackets, in order.</summary>
    public int[] Positions => _positions;

    /// <summary>Whether this machine has what makes the scan worth while.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>Scans a page; false where its tokens cannot be those of a JSON document, or are most unusual.</summary>
    public bool TryScan(ReadOnlySpan<byte> page)
    {
        Count = 0;
        fixed (byte* start = page)
        {
            return TryScan(start, page.Length);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryScan(byte* page, int length)
    {
        byte* tail = stackalloc byte[BlockGroup.Bytes];
        ByteMasks* bytes = stackalloc ByteMasks[Ahead];
        var tokens = default(TokenMasks);
        var state = new ScanState { TextFrom = -1 };
        var grammar = TokenGrammar.Begin();
        for (var at = 0; at < length;)
        {
            // Some groups ahead: a processor is slow to read as one vector what it has just written as eight words.
            var groups = Math.Clamp((length - at) / BlockGroup.Bytes, 1, Ahead);
            var source = page + at;
            if (length - at < BlockGroup.Bytes)
            {
                new Span<byte>(tail, BlockGroup.Bytes).Fill((byte)' ');
                Unsafe.CopyBlockUnaligned(tail, source, (uint)(length - at));
                source = tail;
            }

            if (!ByteScan.Read(source, groups, bytes, out var hasText) || !IsText(page, at, hasText, ref state))
            {
                return false;
            }

            for (var group = 0; group < groups; group++, at += BlockGroup.Bytes)
            {
                if (!ApplyEscapes(page, at, length, ref bytes[group], ref state)
                    || !TokenScan.Combine(bytes[group], ref tokens, ref state)
                    || !Take(page, at, length, tokens, ref state, ref grammar))
                {
                    return false;
                }
            }
        }

        Count = state.Used;
        return (state.Inside | state.Escape | grammar.End(state.Plane2, state.Plane1, state.Plane0, state.Fill)) == 0
            && IsText(page, length, hasText: false, ref state)
            && Count > 0;
    }

    /// <summary>Checks UTF-8 where a stretch of groups with bytes beyond ASCII ends: a sequence never reaches into a group without.</summary>
    private static bool IsText(byte* page, int at, bool hasText, ref ScanState state)
    {
        if (hasText)
        {
            state.TextFrom = state.TextFrom < 0 ? at : state.TextFrom;
            return true;
        }

        if (state.TextFrom < 0)
        {
            return true;
        }

        var text = new ReadOnlySpan<byte>(page + state.TextFrom, at - state.TextFrom);
        state.TextFrom = -1;
        return Utf8.IsValid(text);
    }

    /// <summary>Takes the quotes out that are escaped, and checks the escapes.</summary>
    private static bool ApplyEscapes(byte* page, int at, int length, ref ByteMasks bytes, ref ScanState state)
    {
        if (state.Escape == 0 && Unsafe.As<BlockGroup, Vector512<ulong>>(ref bytes.Backslashes) == Vector512<ulong>.Zero)
        {
            return true;
        }

        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var escaped = Escapes.Find(bytes.Backslashes[block], ref state.Escape);
            bytes.Quotes[block] &= ~escaped;
            if (!Escapes.AreValid(escaped, page, at + (block * BlockGroup.BlockBytes), length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the positions down and checks tokens and scalars.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Take(byte* page, int at, int length, in TokenMasks tokens, ref ScanState state, ref TokenGrammar grammar)
    {
        if (_positions.Length - state.Used < BlockGroup.Bytes + 4)
        {
            Array.Resize(ref _positions, _positions.Length * 2);
        }

        ulong* words = stackalloc ulong[3 * (BlockGroup.Blocks + 1)];
        var word = Pack(tokens, words, ref state);
        if (grammar.Check(words, word) != 0)
        {
            return false;
        }

        fixed (int* positions = _positions)
        {
            var target = positions + state.Used;
            ulong scalars = 0;
            for (var block = 0; block < BlockGroup.Blocks; block++)
            {
                target = Extract(tokens.Structure[block], at + (block * BlockGroup.BlockBytes), target);
                scalars |= tokens.Scalars[block];
            }

            state.Used = (int)(target - positions);
            return scalars == 0 || AreScalars(page, at, length, tokens);
        }
    }

    private static bool AreScalars(byte* page, int at, int length, in TokenMasks tokens)
    {
        for (var block = 0; block < BlockGroup.Blocks; block++, at += BlockGroup.BlockBytes)
        {
            for (var scalars = tokens.Scalars[block]; scalars != 0; scalars &= scalars - 1)
            {
                if (!Scalars.IsValid(page, at + BitOperations.TrailingZeroCount(scalars), length))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Puts the tokens of the planes side by side, whatever stands between them, and gives where the next full word goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong* Pack(in TokenMasks tokens, ulong* word, ref ScanState state)
    {
        var (plane2, plane1, plane0, fill) = (state.Plane2, state.Plane1, state.Plane0, state.Fill);
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var keep = tokens.Tokens[block];
            var (bits2, bits1, bits0) = Squeeze(keep, tokens.Plane2[block], tokens.Plane1[block], tokens.Plane0[block]);

            // Without a branch: whether a word is full is anybody's guess. Shifted twice, because a shift by 64 would be one by 0.
            var (all2, all1, all0) = (plane2 | (bits2 << fill), plane1 | (bits1 << fill), plane0 | (bits0 << fill));
            word[0] = all2;
            word[1] = all1;
            word[2] = all0;
            var total = fill + BitOperations.PopCount(keep);
            var left = 63 - fill;
            var full = 0ul - (ulong)(total >> 6);
            plane2 = (full & ((bits2 >> 1) >> left)) | (all2 & ~full);
            plane1 = (full & ((bits1 >> 1) >> left)) | (all1 & ~full);
            plane0 = (full & ((bits0 >> 1) >> left)) | (all0 & ~full);
            fill = total & 63;
            word += (total >> 6) * 3;
        }

        (state.Plane2, state.Plane1, state.Plane0, state.Fill) = (plane2, plane1, plane0, fill);
        return word;
    }

    /// <summary>The bits of the planes at the ones of <paramref name="keep"/>, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Bits2, ulong Bits1, ulong Bits0) Squeeze(ulong keep, ulong plane2, ulong plane1, ulong plane0) => Bmi2.X64.IsSupported
        ? (Bmi2.X64.ParallelBitExtract(plane2, keep), Bmi2.X64.ParallelBitExtract(plane1, keep), Bmi2.X64.ParallelBitExtract(plane0, keep))
        : SqueezeBitByBit(keep, plane2, plane1, plane0);

    // Where the processor cannot do it by itself.
    private static (ulong Bits2, ulong Bits1, ulong Bits0) SqueezeBitByBit(ulong keep, ulong plane2, ulong plane1, ulong plane0)
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

    /// <summary>Writes down where the ones of a mask are and gives where the next goes; up to three more places are written to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Extract(ulong mask, int at, int* target)
    {
        var end = target + BitOperations.PopCount(mask);
        while (mask != 0)
        {
            // Four at a time without asking: what is written too much is overwritten by the next block.
            target[0] = at + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
            target[1] = at + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
            target[2] = at + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
            target[3] = at + BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
            target += 4;
        }

        return end;
    }
}
