using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Snappy's block format, compressing only.</summary>
/// <remarks>
/// Our own, since neither the runtime nor the package feed has a quick one: IronSnappy gives the same size at a half to two thirds of
/// the speed and a fresh array for each page. Greedy matching as in the reference implementation: fragments of 64 KiB, a table of the
/// last place of each hash of four bytes, longer steps where nothing matches. Little-endian machines only.
/// https://github.com/google/snappy/blob/main/format_description.txt
/// </remarks>
internal sealed unsafe class SnappyEncoder
{
    private const int FragmentSize = 1 << 16;
    private const int TableBits = 14;

    // Places nearer to the end of a fragment are not looked at: a comparison reads 4 bytes, the quick copy of a literal 16.
    private const int Margin = 15;

    private readonly ushort[] _table = new ushort[1 << TableBits];

    /// <summary>The most bytes that <paramref name="length"/> bytes can become.</summary>
    public static int MaxLength(int length) => checked(32 + length + (length / 6));

    /// <summary>Compresses <paramref name="source"/> into <paramref name="target"/>, which must hold <see cref="MaxLength"/> bytes.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, MaxLength(source.Length));
        fixed (byte* from = source, to = target)
        fixed (ushort* table = _table)
        {
            var output = to;
            var rest = (uint)source.Length;
            for (; rest >= 0x80; rest >>= 7)
            {
                *output++ = (byte)(rest | 0x80);
            }

            *output++ = (byte)rest;
            for (var at = 0; at < source.Length; at += FragmentSize)
            {
                output = Fragment(from + at, Math.Min(FragmentSize, source.Length - at), output, table);
            }

            return (int)(output - to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte* Fragment(byte* start, int length, byte* output, ushort* table)
    {
        var literal = start;
        var end = start + length;
        var limit = end - Margin;
        var bits = Math.Clamp(32 - BitOperations.LeadingZeroCount((uint)length - 1), 8, TableBits);
        new Span<ushort>(table, 1 << bits).Clear();
        for (var next = start + 1; next <= limit; next++)
        {
            // Longer and longer steps until four bytes repeat. The next place is hashed before this one is compared, so that the two overlap.
            byte* at;
            byte* candidate;
            var hash = Hash(next, bits);
            uint tries = 32;
            do
            {
                at = next;
                next = at + (tries >> 5);
                tries += tries >> 5;
                if (next > limit)
                {
                    return Literal(output, literal, (int)(end - literal));
                }

                candidate = start + table[hash];
                table[hash] = (ushort)(at - start);
                hash = Hash(next, bits);
            }
            while (Load32(at) != Load32(candidate));

            output = Literal(output, literal, (int)(at - literal), beforeMatch: true);
            do
            {
                var matched = MatchLength(candidate, at, end);
                output = Copy(output, (int)(at - candidate), matched);
                literal = at += matched;
                if (at >= limit)
                {
                    return Literal(output, literal, (int)(end - literal));
                }

                table[Hash(at - 1, bits)] = (ushort)(at - 1 - start);
                hash = Hash(at, bits);
                candidate = start + table[hash];
                table[hash] = (ushort)(at - start);
            }
            while (Load32(at) == Load32(candidate));

            next = at;
        }

        return Literal(output, literal, (int)(end - literal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Load32(byte* at) => Unsafe.ReadUnaligned<uint>(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(byte* at, int bits) => (Load32(at) * 0x1E35A7BD) >> (32 - bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchLength(byte* candidate, byte* at, byte* end)
    {
        var length = 4;
        for (; at + length <= end - 8; length += 8)
        {
            var difference = Unsafe.ReadUnaligned<ulong>(candidate + length) ^ Unsafe.ReadUnaligned<ulong>(at + length);
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) / 8);
            }
        }

        for (; at + length < end && at[length] == candidate[length]; length++)
        {
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Literal(byte* output, byte* from, int length, bool beforeMatch = false)
    {
        if (length == 0)
        {
            return output;
        }

        var stored = length - 1;
        var extra = stored < 60 ? 0 : stored < 256 ? 1 : 2;
        *output++ = (byte)((extra == 0 ? stored : 59 + extra) << 2);
        Unsafe.WriteUnaligned(output, (ushort)stored);
        output += extra;
        if (beforeMatch && length <= 16)
        {
            Unsafe.CopyBlockUnaligned(output, from, 16);
        }
        else
        {
            Unsafe.CopyBlockUnaligned(output, from, (uint)length);
        }

        return output + length;
    }

    // A copy holds at most 64 bytes; the last one must keep at least 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Copy(byte* output, int offset, int length)
    {
        for (; length >= 68; length -= 64)
        {
            output = LongCopy(output, offset, 64);
        }

        if (length > 64)
        {
            output = LongCopy(output, offset, 60);
            length -= 60;
        }

        if (length >= 12 || offset >= 2048)
        {
            return LongCopy(output, offset, length);
        }

        output[0] = (byte)(1 | ((length - 4) << 2) | ((offset >> 8) << 5));
        output[1] = (byte)offset;
        return output + 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* LongCopy(byte* output, int offset, int length)
    {
        output[0] = (byte)(2 | ((length - 1) << 2));
        Unsafe.WriteUnaligned(output + 1, (ushort)offset);
        return output + 3;
    }
}
