#if NET10_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Presses the bytes of a block together that a mask chooses, where the processor can do that.</summary>
internal static class ChosenBytes
{
    public static bool IsSupported => Avx512Vbmi2.IsSupported;

    /// <summary>The chosen bytes side by side, and zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Of(Vector512<byte> bytes, ulong mask)
    {
        // A byte for each bit: each byte of the mask eight times, and of each the bit that is its own.
        var spread = Avx512BW.Shuffle(
            Vector512.Create(mask).AsByte(),
            Vector512.Create(0ul, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte());
        var own = Vector512.Create(0x8040201008040201).AsByte();
        return Avx512Vbmi2.Compress(Vector512<byte>.Zero, Vector512.Equals(spread & own, own), bytes);
    }
}
#endif
