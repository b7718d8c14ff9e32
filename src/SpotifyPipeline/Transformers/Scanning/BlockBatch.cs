using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Blocks of 64 bytes that are read one after the other, wherever they stand in the page.</summary>
internal unsafe struct BlockBatch
{
    /// <summary>The most groups: a processor is slow to read as one vector what it has just written as eight words.</summary>
    public const int Groups = 4;

    public const int Blocks = Groups * BlockGroup.Blocks;

    public const int Bytes = Groups * BlockGroup.Bytes;

    /// <summary>The addresses of the blocks; a group is taken at a time, and what is written too much is overwritten by the next, or of no use.</summary>
    public fixed ulong Sources[Blocks + BlockGroup.Blocks];

    /// <summary>Their places in the page.</summary>
    public fixed int At[Blocks + BlockGroup.Blocks];

    /// <summary>A bit for each byte that must be a bracket opening an array, for each group; not set where <see cref="HasOpenings"/> is false.</summary>
    public BlockGroups Openings;

    /// <summary>Whether any byte must be such a bracket.</summary>
    public bool HasOpenings;

    private fixed byte _copies[Bytes];

    /// <summary>Takes blocks as they stand in the page.</summary>
    public void Take(int block, int blocks, byte* source, int at)
    {
        fixed (ulong* sources = &Sources[block])
        fixed (int* places = &At[block])
        {
            for (var i = 0; i < blocks; i += BlockGroup.Blocks)
            {
                var bytes = i * BlockGroup.BlockBytes;
                (Vector512.Create((ulong)(source + bytes)) + Vector512.Create(0ul, 64, 128, 192, 256, 320, 384, 448)).Store(sources + i);
                (Vector256.Create(at + bytes) + Vector256.Create(0, 64, 128, 192, 256, 320, 384, 448)).Store(places + i);
            }
        }
    }

    /// <summary>Takes for a block the first bytes of <paramref name="source"/> and blanks.</summary>
    public void Copy(int block, byte* source, int bytes)
    {
        fixed (byte* copies = _copies)
        {
            // The batch lives on the stack: the address stays.
            var copy = copies + (block * BlockGroup.BlockBytes);
            new Span<byte>(copy, BlockGroup.BlockBytes).Fill((byte)' ');
            Unsafe.CopyBlockUnaligned(copy, source, (uint)bytes);
            Sources[block] = (ulong)copy;
        }
    }

    public void RequireOpening(int block, int bit)
    {
        if (!HasOpenings)
        {
            Openings = default;
            HasOpenings = true;
        }

        Openings[block / BlockGroup.Blocks][block % BlockGroup.Blocks] = 1ul << bit;
    }

    [InlineArray(Groups)]
    internal struct BlockGroups
    {
        private BlockGroup _first;
    }
}
