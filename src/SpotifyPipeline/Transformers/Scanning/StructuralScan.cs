using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    // So much that what has been found and the bytes themselves are still near when they are walked over.
    private const int BatchesAtOnce = 4;

    private readonly BlockFeed _feed = new();
    private byte* _page;
    private int _length;
    private int[] _positions = NewPositions(8192);
    private ScanState _state;
    private TokenGrammar _grammar;

    /// <summary>The number of entries found so far.</summary>
    public int Count => _state.Used;

    /// <summary>Byte positions of <c>{ } [ ] :</c> and of commas behind closing brackets, in order. The address holds until the next call of <see cref="TryRead"/>.</summary>
    public int* Positions => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_positions));

    /// <summary>Whether all of the page has been scanned.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether this machine has what makes the scan worth while.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>Goes to another page, which must stay where it is while it is scanned.</summary>
    public void Begin(byte* page, int length)
    {
        _page = page;
        _length = length;
        _feed.Begin(page, length);
        _state = new ScanState { TextFrom = -1 };
        _grammar = TokenGrammar.Begin();
        IsComplete = false;
    }

    /// <summary>Scans some more of the page; false where its tokens cannot be those of a JSON document, or are most unusual.</summary>
    /// <remarks>What has been found by then is whole: each position is that of a token in its right place among those before.</remarks>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead()
    {
        ByteMasks* bytes = stackalloc ByteMasks[BlockBatch.Groups];
        Unsafe.SkipInit(out BlockBatch batch);
        var tokens = default(TokenMasks);
        for (var i = 0; i < BatchesAtOnce && !_feed.IsAtEnd; i++)
        {
            var at = _feed.At;
            var groups = _feed.Fill(ref batch);
            if (!ByteScan.Read(batch.Sources, groups, bytes, out var hasText) || !IsText(_page, at, hasText, ref _state))
            {
                return false;
            }

            for (var group = 0; group < groups; group++)
            {
                var places = batch.At + (group * BlockGroup.Blocks);
                if (!ApplyEscapes(places, ref bytes[group])
                    || !TokenScan.Combine(bytes[group], ref tokens, ref _state)
                    || (batch.HasOpenings && !TokenScan.HasOpenings(batch.Openings[group], tokens))
                    || !Take(places, tokens))
                {
                    return false;
                }
            }
        }

        IsComplete = _feed.IsAtEnd;

        // Of a copy, since these tokens are checked again when their word is full.
        var grammar = _grammar;
        return grammar.End(_state.Plane2, _state.Plane1, _state.Plane0, _state.Fill) == 0
            && (!IsComplete || IsWhole());
    }

    /// <summary>Whether the page ends as an object or array does: behind a colon, a walk would look for a value beyond the page.</summary>
    private bool IsWhole() =>
        (_state.Inside | _state.Escape) == 0
        && IsText(_page, _length, hasText: false, ref _state)
        && Count > 0
        && (_page[Positions[Count - 1]] | 0x20) == '}';

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
    private bool ApplyEscapes(int* places, ref ByteMasks bytes)
    {
        if (_state.Escape == 0 && Unsafe.As<BlockGroup, Vector512<ulong>>(ref bytes.Backslashes) == Vector512<ulong>.Zero)
        {
            return true;
        }

        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            var escaped = Escapes.Find(bytes.Backslashes[block], ref _state.Escape);
            bytes.Quotes[block] &= ~escaped;
            if (!Escapes.AreValid(escaped, _page, places[block], _length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the positions down and checks tokens and scalars.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Take(int* places, in TokenMasks tokens)
    {
        if (_positions.Length - _state.Used < BlockGroup.Bytes + 4)
        {
            var positions = NewPositions(_positions.Length * 2);
            _positions.CopyTo(positions, 0);
            _positions = positions;
        }

        ulong* words = stackalloc ulong[3 * (BlockGroup.Blocks + 1)];
        var word = Pack(tokens, words, ref _state);
        if (_grammar.Check(words, word) != 0)
        {
            return false;
        }

        var first = Positions;
        var target = first + _state.Used;
        ulong scalars = 0;
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            target = Extract(tokens.Structure[block], places[block], target);
            scalars |= tokens.Scalars[block];
        }

        _state.Used = (int)(target - first);
        return scalars == 0 || AreScalars(places, tokens);
    }

    private bool AreScalars(int* places, in TokenMasks tokens)
    {
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            for (var scalars = tokens.Scalars[block]; scalars != 0; scalars &= scalars - 1)
            {
                if (!Scalars.IsValid(_page, places[block] + BitOperations.TrailingZeroCount(scalars), _length))
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

    private static int[] NewPositions(int length) => GC.AllocateUninitializedArray<int>(length, pinned: true);
}
