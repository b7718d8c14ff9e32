using System.Buffers.Binary;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Parquet's hybrid of run lengths and bit packing, for levels and dictionary codes.</summary>
/// <remarks>https://parquet.apache.org/docs/file-format/data-pages/encodings/ ("RLE").</remarks>
internal static class RunLengthBitPacking
{
    /// <summary>The bits that hold every value from 0 to <paramref name="largest"/>; at least 1, which every reader takes.</summary>
    public static int Bits(int largest) => Math.Max(1, 32 - int.LeadingZeroCount(largest));

    /// <summary>Writes values of 0 to 2^<paramref name="bits"/> - 1, without a length in front.</summary>
    public static void Write(PooledBuffer target, ReadOnlySpan<int> values, int bits)
    {
        // A run costs about three bytes and one more for the packed values that follow it: shorter ones are packed.
        var shortestRun = bits == 1 ? 32 : bits < 4 ? 16 : 8;
        var packedFrom = 0;
        var at = 0;
        while (at < values.Length)
        {
            var run = RunAt(values[at..], shortestRun);
            if (run == 0 && at + shortestRun > values.Length && packedFrom == at && values[at..].IndexOfAnyExcept(values[at]) < 0)
            {
                run = values.Length - at;
            }

            if (run == 0)
            {
                // Packed values come in groups of eight; only the last group may be filled up.
                at = Math.Min(at + 8, values.Length);
                continue;
            }

            Pack(target, values[packedFrom..at], bits);
            Repeat(target, values[at], run, bits);
            packedFrom = at += run;
        }

        Pack(target, values[packedFrom..], bits);
    }

    private static int RunAt(ReadOnlySpan<int> values, int shortest)
    {
        if (values.Length < shortest || values[shortest - 1] != values[0])
        {
            return 0;
        }

        var run = values.IndexOfAnyExcept(values[0]);
        run = run < 0 ? values.Length : run;
        return run < shortest ? 0 : run;
    }

    private static void Repeat(PooledBuffer target, int value, int count, int bits)
    {
        target.WriteVarint((ulong)count << 1);
        for (; bits > 0; bits -= 8, value >>= 8)
        {
            target.WriteByte((byte)value);
        }
    }

    private static void Pack(PooledBuffer target, ReadOnlySpan<int> values, int bits)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var groups = (values.Length + 7) / 8;
        target.WriteVarint(((ulong)groups << 1) | 1);
        var length = groups * bits;
        var output = target.Reserve(length + 8);
        var used = 0;
        ulong pending = 0;
        var filled = 0;
        foreach (var value in values)
        {
            pending |= (ulong)(uint)value << filled;
            filled += bits;
            if (filled >= 32)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(output[used..], (uint)pending);
                used += 4;
                pending >>= 32;
                filled -= 32;
            }
        }

        for (; used < length; used++)
        {
            output[used] = (byte)pending;
            pending >>= 8;
        }

        target.Advance(length);
    }
}
