using System.Numerics;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Finds and checks escapes.</summary>
internal static unsafe class Escapes
{
    /// <summary>Which bytes are escaped: those behind an odd number of backslashes (the method of simdjson, https://arxiv.org/abs/1902.08318).</summary>
    public static ulong Find(ulong backslashes, ref ulong carry)
    {
        const ulong Even = 0x5555555555555555;
        backslashes &= ~carry;
        var follows = (backslashes << 1) | carry;
        var oddStarts = backslashes & ~Even & ~follows;
        var sequences = oddStarts + backslashes;
        carry = sequences < oddStarts ? 1ul : 0ul;
        return (Even ^ (sequences << 1)) & follows;
    }

    /// <summary>Whether each escaped byte makes an escape of JSON.</summary>
    public static bool AreValid(ulong escaped, byte* page, int at, int length)
    {
        for (; escaped != 0; escaped &= escaped - 1)
        {
            var position = at + BitOperations.TrailingZeroCount(escaped);
            if (position >= length)
            {
                return false;
            }

            switch (page[position])
            {
                case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                    break;
                case (byte)'u' when length - position > 4
                    && char.IsAsciiHexDigit((char)page[position + 1]) && char.IsAsciiHexDigit((char)page[position + 2])
                    && char.IsAsciiHexDigit((char)page[position + 3]) && char.IsAsciiHexDigit((char)page[position + 4]):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
