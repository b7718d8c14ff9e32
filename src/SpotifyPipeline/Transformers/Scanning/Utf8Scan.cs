using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Unicode;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks UTF-8, 32 bytes at a time where the processor has tables of 16 entries; the framework does it character by character.</summary>
/// <remarks>
/// What can be wrong with two neighbouring bytes shows in three of their halves: a table for each gives the errors that it allows for, a
/// bit each, and what all three allow for is wrong (J. Keiser, D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte", 2020).
/// </remarks>
internal static unsafe class Utf8Scan
{
    private const int Step = 32;

    private const byte TooShort = 1 << 0; // A lead byte, and no continuation behind it.
    private const byte TooLong = 1 << 1; // A continuation behind ASCII.
    private const byte Overlong3 = 1 << 2;
    private const byte TooLarge = 1 << 3; // Beyond U+10FFFF.
    private const byte Surrogate = 1 << 4;
    private const byte Overlong2 = 1 << 5;
    private const byte Overlong4 = 1 << 6; // And what begins with F5 or more.
    private const byte TwoContinuations = 1 << 7; // No error where a third or fourth byte belongs.
    private const byte Any = TooShort | TooLong | TwoContinuations;

    /// <summary>Whether a part of a page is valid by itself. The bytes before it must be ASCII.</summary>
    /// <param name="page">The page.</param>
    /// <param name="from">The first byte of the part.</param>
    /// <param name="to">The byte behind its last one.</param>
    public static bool IsValid(byte* page, int from, int to) => Avx2.IsSupported && from >= 3 && to - from >= Step
        ? IsWhole(page + to) && HasNoErrors(page + from, page + to)
        : Utf8.IsValid(new ReadOnlySpan<byte>(page + from, to - from));

    /// <summary>Whether no character reaches over the end.</summary>
    private static bool IsWhole(byte* end) => end[-1] < 0xC0 && end[-2] < 0xE0 && end[-3] < 0xF0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasNoErrors(byte* at, byte* end)
    {
        var errors = Vector256<byte>.Zero;
        for (; at <= end - Step; at += Step)
        {
            var bytes = Vector256.Load(at);
            if (bytes.ExtractMostSignificantBits() != 0)
            {
                errors |= Errors(at, bytes);
            }
            else if (at[-1] >= 0xC0 || at[-2] >= 0xE0 || at[-3] >= 0xF0)
            {
                return false;
            }
        }

        // The rest together with some that were looked at before: what is wrong with a byte depends on the three before it only.
        errors |= Errors(end - Step, Vector256.Load(end - Step));
        return errors == Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Errors(byte* at, Vector256<byte> bytes)
    {
        var low = Vector256.Create((byte)0x0F);
        var first = Vector256.Load(at - 1);
        var firstHigh = Avx2.Shuffle(FirstHigh, (first.AsUInt16() >> 4).AsByte() & low);
        var firstLow = Avx2.Shuffle(FirstLow, first & low);
        var secondHigh = Avx2.Shuffle(SecondHigh, (bytes.AsUInt16() >> 4).AsByte() & low);
        var third = Vector256.GreaterThanOrEqual(Vector256.Load(at - 2), Vector256.Create((byte)0xE0));
        var fourth = Vector256.GreaterThanOrEqual(Vector256.Load(at - 3), Vector256.Create((byte)0xF0));
        return (firstHigh & firstLow & secondHigh) ^ ((third | fourth) & Vector256.Create(TwoContinuations));
    }

    private static Vector256<byte> FirstHigh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Table(
            TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
            TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
            TooShort | Overlong2, TooShort, TooShort | Overlong3 | Surrogate, TooShort | TooLarge | Overlong4);
    }

    private static Vector256<byte> FirstLow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Table(
            Any | Overlong3 | Overlong2 | Overlong4, Any | Overlong2, Any, Any,
            Any | TooLarge, Any | TooLarge | Overlong4, Any | TooLarge | Overlong4, Any | TooLarge | Overlong4,
            Any | TooLarge | Overlong4, Any | TooLarge | Overlong4, Any | TooLarge | Overlong4, Any | TooLarge | Overlong4,
            Any | TooLarge | Overlong4, Any | TooLarge | Overlong4 | Surrogate, Any | TooLarge | Overlong4, Any | TooLarge | Overlong4);
    }

    private static Vector256<byte> SecondHigh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Table(
            TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
            TooLong | Overlong2 | TwoContinuations | Overlong3 | Overlong4,
            TooLong | Overlong2 | TwoContinuations | Overlong3 | TooLarge,
            TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
            TooLong | Overlong2 | TwoContinuations | Surrogate | TooLarge,
            TooShort, TooShort, TooShort, TooShort);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Table(byte b0, byte b1, byte b2, byte b3, byte b4, byte b5, byte b6, byte b7, byte b8, byte b9, byte bA, byte bB, byte bC, byte bD, byte bE, byte bF)
    {
        var half = Vector128.Create(b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, bA, bB, bC, bD, bE, bF);
        return Vector256.Create(half, half);
    }
}
