using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks literals and the numbers that are more than digits.</summary>
internal static unsafe class Scalars
{
    private const uint True = 0x65757274;
    private const uint Null = 0x6C6C756E;
    private const uint Fals = 0x736C6166;

    /// <summary>Whether the scalar that has a byte at <paramref name="position"/> is a valid one.</summary>
    public static bool IsValid(byte* page, int position, int length)
    {
        if (length - position > 5)
        {
            var word = Unsafe.ReadUnaligned<uint>(page + position);
            if (word is True or Null)
            {
                return !Continues(page[position + 4]) && IsStart(page, position);
            }

            if (word == Fals)
            {
                return page[position + 4] == 'e' && !Continues(page[position + 5]) && IsStart(page, position);
            }
        }

        while (!IsStart(page, position))
        {
            position--;
        }

        var end = End(page, position, length);
        var text = new ReadOnlySpan<byte>(page + position, end - position);
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

    private static bool IsStart(byte* page, int position) => position == 0 || !Continues(page[position - 1]);

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
