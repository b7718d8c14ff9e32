using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats.Parquet;

namespace SpotifyPipeline.Tests.Formats;

internal sealed class RunLengthBitPackingTests
{
    [Test]
    public void Any_values_are_decoded_again()
    {
        var values =
            from bits in Gen.Choose(1, 31)
            from runs in (from value in Gen.Choose(0, int.MaxValue)
                          from count in Gen.Frequency((5, Gen.Choose(1, 3)), (3, Gen.Choose(1, 70)), (1, Gen.Choose(1, 5_000)))
                          select Enumerable.Repeat(value & (int)((1u << bits) - 1), count)).ListOf()
            select (bits, values: runs.SelectMany(r => r).ToArray());

        Prop.ForAll(values.ToArbitrary(), it => Decode(Encode(it.values, it.bits), it.bits, it.values.Length).SequenceEqual(it.values))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [TestCase(1, 3)]
    [TestCase(8, 3)]
    [TestCase(100_000, 5)]
    public void Values_that_are_all_equal_are_one_run(int count, int bytes) =>
        Assert.That(Encode([.. Enumerable.Repeat(300, count)], 9), Has.Length.EqualTo(bytes));

    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(255, 8)]
    [TestCase(256, 9)]
    [TestCase(int.MaxValue, 31)]
    public void Bits_hold_the_largest_value(int largest, int bits) => Assert.That(RunLengthBitPacking.Bits(largest), Is.EqualTo(bits));

    private static byte[] Encode(int[] values, int bits)
    {
        using var target = new PooledBuffer();
        RunLengthBitPacking.Write(target, values, bits);
        return target.Written.ToArray();
    }

    /// <summary>Bit by bit, as the format describes it.</summary>
    private static List<int> Decode(byte[] bytes, int bits, int count)
    {
        var values = new List<int>();
        var at = 0;
        while (values.Count < count)
        {
            var header = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = bytes[at++];
                header |= (part & 0x7F) << shift;
                if (part < 0x80)
                {
                    break;
                }
            }

            if ((header & 1) == 0)
            {
                var value = 0;
                for (var i = 0; i < (bits + 7) / 8; i++)
                {
                    value |= bytes[at++] << (8 * i);
                }

                values.AddRange(Enumerable.Repeat(value, header >> 1));
                continue;
            }

            var total = (header >> 1) * 8;
            for (var i = 0; i < total; i++)
            {
                var value = 0;
                for (var bit = 0; bit < bits; bit++)
                {
                    var place = (i * bits) + bit;
                    value |= ((bytes[at + (place / 8)] >> (place % 8)) & 1) << bit;
                }

                values.Add(value);
            }

            at += total * bits / 8;
        }

        Assert.That(at, Is.EqualTo(bytes.Length), "nothing is left over");
        return values[..count];
    }
}
