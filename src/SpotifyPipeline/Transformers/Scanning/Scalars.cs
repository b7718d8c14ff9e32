using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Checks literals and the numbers that are more than digits.</summary>
internal static unsafe class Scalars
{
    // As the highest bytes of a word.
    private const ulong True = 0x65757274_00000000;
    private const ulong Null = 0x6C6C756E_00000000;
    private const ulong False = 0x65736C6166_000000;

    /// <summary>Whether the scalar that begins at <paramref name="position"/> is a valid one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="position">Where the scalar begins.</param>
    /// <param name="size">How many bytes it has, as far as that is known: anything above 8 where it is not.</param>
    /// <param name="length">The bytes of the page.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(byte* page, int position, int size, int length) =>
        (size <= 8 && length - position >= 8 && IsCommon(Unsafe.ReadUnaligned<ulong>(page + position), size)) || IsValid(page, position, length);

    /// <summary>Whether it is a literal or only digits, as nearly all are. Which it is is anybody's guess, so that nothing branches on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCommon(ulong word, int size)
    {
        var shift = 64 - (8 * size);
        var literal = word << shift;

        // Digits become 0 to 9; whatever is more than that gets its highest bit.
        var digits = word ^ 0x3030303030303030;
        var others = (((digits & 0x7F7F7F7F7F7F7F7F) + 0x7676767676767676) | digits) & 0x8080808080808080;
        return ((others << shift) == 0 & (size == 1 | (byte)word != '0')) | literal == True | literal == Null | literal == False;
    }

    private static bool IsValid(byte* page, int position, int length)
    {
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
