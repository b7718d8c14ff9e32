using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Masks of eight blocks of 64 bytes: a bit a byte, a word a block.</summary>
[InlineArray(Blocks)]
internal struct BlockGroup
{
    /// <summary>The number of blocks: as many words as the widest vector holds.</summary>
    public const int Blocks = 8;

    /// <summary>The bytes of one block.</summary>
    public const int BlockBytes = 64;

    /// <summary>The bytes of the group.</summary>
    public const int Bytes = Blocks * BlockBytes;

    private ulong _first;
}

/// <summary>Which bytes of a group are what, inside strings or not.</summary>
internal struct ByteMasks
{
    public BlockGroup Quotes;
    public BlockGroup Open;
    public BlockGroup Close;
    public BlockGroup Brace;
    public BlockGroup Colon;
    public BlockGroup Comma;
    public BlockGroup Low;
    public BlockGroup Backslashes;
    public BlockGroup Control;

    /// <summary>Whether any byte is beyond ASCII.</summary>
    public bool HasText;
}

/// <summary>Which bytes of a group begin a token, what kind it is, and which belong into the index.</summary>
internal struct TokenMasks
{
    public BlockGroup Tokens;

    /// <summary>What kind it is, in three planes; not set where <see cref="ChosenBytes"/> are supported.</summary>
    public BlockGroup Plane2;
    public BlockGroup Plane1;
    public BlockGroup Plane0;
    public BlockGroup Structure;

    /// <summary>Where a literal or a number begins.</summary>
    public BlockGroup Scalars;

    /// <summary>The first byte behind each of them.</summary>
    public BlockGroup ScalarEnds;
}

/// <summary>What a group leaves to the next.</summary>
internal struct ScanState
{
    /// <summary>1 where the next byte is escaped.</summary>
    public ulong Escape;

    /// <summary>1 where the next byte is inside a string.</summary>
    public ulong Inside;

    /// <summary>In the last word, 1 where the byte before is part of a scalar, or a closing bracket.</summary>
    public BlockGroup Scalar;
    public BlockGroup Close;

    /// <summary>Tokens that do not fill a word yet.</summary>
    public ulong Plane2;
    public ulong Plane1;
    public ulong Plane0;
    public int Fill;

    /// <summary>The same tokens by their first bytes, where these are put side by side.</summary>
    public Vector512<byte> Waiting;

    /// <summary>Where bytes beyond ASCII begin that have not been checked; -1 where there are none.</summary>
    public int TextFrom;

    /// <summary>How many entries the index has.</summary>
    public int Used;
}
