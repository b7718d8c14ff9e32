using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private const int BatchesAtOnce = 8;

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
        TokenMasks* tokens = stackalloc TokenMasks[BlockBatch.Groups];
        ulong* words = stackalloc ulong[TokenWords.Most];
        Unsafe.SkipInit(out BlockBatch batch);
        for (var i = 0; i < BatchesAtOnce && !_feed.IsAtEnd; i++)
        {
            // Each part for all groups before the next: what one step of a group waits for is another group's work.
            var groups = _feed.Fill(ref batch);
            if (!ByteScan.Read(batch.Sources, groups, bytes))
            {
                return false;
            }

            for (var group = 0; group < groups; group++)
            {
                var places = batch.At + (group * BlockGroup.Blocks);
                if (!IsText(_page, *places, bytes[group].HasText, ref _state)
                    || !ApplyEscapes(places, ref bytes[group])
                    || !TokenScan.Combine(bytes[group], ref tokens[group], ref _state))
                {
                    return false;
                }
            }

            var word = TokenWords.Pack(batch.Sources, tokens, groups, words, ref _state);
            if (_grammar.Check(words, word) != 0)
            {
                return false;
            }

            for (var group = 0; group < groups; group++)
            {
                if ((batch.HasOpenings && !TokenScan.HasOpenings(batch.Openings[group], tokens[group]))
                    || !Take(batch.At + (group * BlockGroup.Blocks), tokens[group]))
                {
                    return false;
                }
            }

            if (!AreScalars(batch.At, tokens, groups))
            {
                return false;
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

        var from = state.TextFrom;
        state.TextFrom = -1;
        return Utf8Scan.IsValid(page, from, at);
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
            if ((bytes.Backslashes[block] | _state.Escape) == 0)
            {
                continue;
            }

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
        if (_positions.Length - _state.Used < BlockGroup.Bytes + Places.Slack)
        {
            var positions = NewPositions(_positions.Length * 2);
            _positions.CopyTo(positions, 0);
            _positions = positions;
        }

        var first = Positions;
        var target = first + _state.Used;
        for (var block = 0; block < BlockGroup.Blocks; block++)
        {
            target = Places.Write(tokens.Structure[block], places[block], target);
        }

        _state.Used = (int)(target - first);
        return true;
    }

    /// <summary>Checks literals and numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AreScalars(int* places, TokenMasks* tokens, int groups)
    {
        var page = _page;
        var length = _length;
        for (var end = tokens + groups; tokens < end; tokens++, places += BlockGroup.Blocks)
        {
            // Most blocks have none.
            var starts = (ulong*)&tokens->Scalars;
            var ends = (ulong*)&tokens->ScalarEnds;
            var none = (uint)Vector512.Equals(Vector512.Load(starts), Vector512<ulong>.Zero).ExtractMostSignificantBits();
            for (var blocks = none ^ 0xFF; blocks != 0; blocks &= blocks - 1)
            {
                var block = BitOperations.TrailingZeroCount(blocks);
                var blockEnds = ends[block];
                var at = places[block];
                var blockStarts = starts[block];
                do
                {
                    var start = BitOperations.TrailingZeroCount(blockStarts);
                    if (!Scalars.IsValid(page, at + start, BitOperations.TrailingZeroCount(blockEnds >> start), length))
                    {
                        return false;
                    }

                    blockStarts &= blockStarts - 1;
                }
                while (blockStarts != 0);
            }
        }

        return true;
    }

    private static int[] NewPositions(int length) => GC.AllocateUninitializedArray<int>(length, pinned: true);
}
