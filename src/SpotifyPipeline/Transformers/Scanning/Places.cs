using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Writes down where the ones of a mask are.</summary>
internal static unsafe class Places
{
    /// <summary>How many places more than there are ones may be written to.</summary>
    public const int Slack = 16;

    /// <summary>Writes <paramref name="at"/> and the number of the bit for each one, in order, and gives where the next goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int* Write(ulong mask, int at, int* target) =>
        ChosenBytes.IsSupported ? WriteTogether(mask, at, target) : WriteOneByOne(mask, at, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* WriteOneByOne(ulong mask, int at, int* target)
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

    // Without a branch on how many ones there are, which is anybody's guess: hardly a block has more than sixteen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* WriteTogether(ulong mask, int at, int* target)
    {
        var places = ChosenBytes.Numbers(mask);
        var first = Vector512.Create(at);
        var count = BitOperations.PopCount(mask);
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetLower()) + first).Store(target);
        if (count > 16)
        {
            (Avx512F.ConvertToVector512Int32(places.GetLower().GetUpper()) + first).Store(target + 16);
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetLower()) + first).Store(target + 32);
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetUpper()) + first).Store(target + 48);
        }

        return target + count;
    }
}
