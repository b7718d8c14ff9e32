using System.Buffers.Text;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>JSON numbers as integers. Spotify has sent integers as floats (85.0, 4.9022656E7), so whole floats count.</summary>
internal static class Numbers
{
    /// <summary>Stands for NULL in 64-bit fields.</summary>
    public const long None = long.MinValue;

    /// <summary>Stands for NULL in 32-bit fields.</summary>
    public const int None32 = int.MinValue;

    // Beyond 2^53 a double is no longer exact, so a float up there says nothing certain.
    private const double LargestExact = 9_007_199_254_740_992;

    /// <summary>The value of a valid JSON number, or <see cref="None"/> where it is not whole or out of range.</summary>
    public static long Whole(ReadOnlySpan<byte> number)
    {
        if (Utf8Parser.TryParse(number, out long whole, out var used) && used == number.Length)
        {
            return whole;
        }

        return Utf8Parser.TryParse(number, out double real, out used)
            && used == number.Length
            && Math.Abs(real) <= LargestExact
            && Math.Truncate(real) == real
            ? (long)real
            : None;
    }

    /// <summary>The same, or <see cref="None32"/> where it does not fit 32 bits.</summary>
    public static int Narrow(long value) => value is > int.MinValue and <= int.MaxValue ? (int)value : None32;
}
