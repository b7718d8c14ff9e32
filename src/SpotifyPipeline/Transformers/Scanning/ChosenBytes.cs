#if NET10_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
#endif
using System.Runtime.Intrinsics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Presses the bytes of a block together that a mask chooses, where the processor can do that: AVX-512 VBMI2, of which .NET 8 does not know.</summary>
internal static class ChosenBytes
{
#if NET10_0_OR_GREATER
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

    /// <summary>The numbers of the mask's ones, and zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Numbers(ulong mask) => Of(Vector512<byte>.Indices, mask);
#else
    public static bool IsSupported => false;

    public static Vector512<byte> Of(Vector512<byte> bytes, ulong mask) => throw new PlatformNotSupportedException();

    public static Vector512<byte> Numbers(ulong mask) => throw new PlatformNotSupportedException();
#endif
}
