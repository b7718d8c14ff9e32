using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Puts tokens side by side, whatever stands between them, as <see cref="TokenGrammar"/> looks at them: 64 in three words.</summary>
internal static unsafe class TokenWords
{
    /// <summary>How many words a batch may fill.</summary>
    public const int Most = 3 * (BlockBatch.Blocks + 1);

    /// <summary>Takes the tokens of some groups behind those that did not fill a word before, and gives where the next full word goes.</summary>
    /// <param name="sources">The addresses of the groups' blocks.</param>
    /// <param name="tokens">The tokens of each group.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="word">Where the first full word goes.</param>
    /// <param name="state">Holds what does not fill a word yet.</param>
    public static ulong* Pack(ulong* sources, TokenMasks* tokens, int groups, ulong* word, ref ScanState state) =>
        ChosenBytes.IsSupported ? PackBytes(sources, tokens, groups, word, ref state) : PackPlanes(tokens, groups, word, ref state);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong* PackPlanes(TokenMasks* tokens, int groups, ulong* word, ref ScanState state)
    {
        var (plane2, plane1, plane0, fill) = (state.Plane2, state.Plane1, state.Plane0, state.Fill);
        for (var block = 0; block < groups * BlockGroup.Blocks; block++)
        {
            ref readonly var group = ref tokens[block / BlockGroup.Blocks];
            var place = block % BlockGroup.Blocks;
            var keep = group.Tokens[place];
            var (bits2, bits1, bits0) = Squeeze(keep, group.Plane2[place], group.Plane1[place], group.Plane0[place]);

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

    // The first bytes of the tokens themselves are put side by side, which is one instruction a block; what they are is asked 64 at a time.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong* PackBytes(ulong* sources, TokenMasks* tokens, int groups, ulong* word, ref ScanState state)
    {
        byte* bytes = stackalloc byte[BlockBatch.Bytes + (2 * BlockGroup.BlockBytes)];
        state.Waiting.Store(bytes);
        var end = bytes + state.Fill;
        for (var last = tokens + groups; tokens < last; tokens++)
        {
            for (var block = 0; block < BlockGroup.Blocks; block++)
            {
                var keep = tokens->Tokens[block];
                ChosenBytes.Of(Vector512.Load((byte*)*sources++), keep).Store(end);
                end += BitOperations.PopCount(keep);
            }
        }

        for (; end - bytes >= BlockGroup.BlockBytes; bytes += BlockGroup.BlockBytes, word += 3)
        {
            (word[0], word[1], word[2]) = Planes(Vector512.Load(bytes), ulong.MaxValue);
        }

        state.Fill = (int)(end - bytes);
        state.Waiting = Vector512.Load(bytes);
        (state.Plane2, state.Plane1, state.Plane0) = Planes(state.Waiting, (1ul << state.Fill) - 1);
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Plane2, ulong Plane1, ulong Plane0) Planes(Vector512<byte> tokens, ulong valid)
    {
        var folded = tokens | Vector512.Create((byte)0x20);
        var open = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits();
        var brace = Vector512.Equals(tokens, Vector512.Create((byte)'{')).ExtractMostSignificantBits();
        var close = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits();
        var colon = Vector512.Equals(tokens, Vector512.Create((byte)':')).ExtractMostSignificantBits();
        var comma = Vector512.Equals(tokens, Vector512.Create((byte)',')).ExtractMostSignificantBits();
        var text = Vector512.Equals(tokens, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
        var brackets = open | close;
        var separators = colon | comma;
        return (brackets & valid, (separators | brace) & valid, (colon | (open & ~brace) | ~(brackets | separators | text)) & valid);
    }
}
