using System.Numerics;
using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks literals and the numbers that are more than digits.</summary>
internal static unsafe class Scalars
{
    private const uint True = 0x65757274;
    private const uint Null = 0x6C6C756E;
    private const uint Fals = 0x736C6166;

    /// <summary>Whether the scalar that begins at <paramref name="position"/> is a valid one.</summary>
    public static bool IsValid(byte* page, int position, int length)
    {
        if (length - position > 8)
        {
            // Nearly all are literals, or numbers of at most seven digits.
            var word = Unsafe.ReadUnaligned<ulong>(page + position);
            if ((uint)word is True or Null)
            {
                return !Continues(page[position + 4]);
            }

            if ((uint)word == Fals)
            {
                return page[position + 4] == 'e' && !Continues(page[position + 5]);
            }

            var digits = LeadingDigits(word);
            if (digits is > 0 and < 8 && !Continues(page[position + digits]))
            {
                return digits == 1 || (byte)word != '0';
            }
        }

        var text = new ReadOnlySpan<byte>(page + position, End(page, position, length) - position);
        return text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("null"u8) || IsNumber(text);
    }

    /// <summary>The position behind the scalar that begins at <paramref name="position"/>.</summary>
    public static int End(byte* page, int position, int length)
    {
        while (position < length && Continues(page[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>How many of eight bytes are digits before the first that is none.</summary>
    private static int LeadingDigits(ulong bytes)
    {
        // Digits become 0 to 9; whatever is more than that gets its highest bit.
        bytes ^= 0x3030303030303030;
        var others = ((bytes & 0x7F7F7F7F7F7F7F7F) + 0x7676767676767676) | bytes;
        return BitOperations.TrailingZeroCount(others & 0x8080808080808080) / 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Continues(byte b) =>
        b > 0x20 && b is not ((byte)',' or (byte)'}' or (byte)']' or (byte)':' or (byte)'"' or (byte)'{' or (byte)'[');

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var at = 0;
        if (at < text.Length && text[at] == '-')
        {
            at++;
        }

        var first = at;
        var digits = Digits(text, ref at);
        if (digits == 0 || (digits > 1 && text[first] == '0'))
        {
            return false;
        }

        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        var first = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - first;
    }
}
