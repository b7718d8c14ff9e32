using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Finds the other end of strings that the scan has seen whole.</summary>
internal static unsafe class QuotedTexts
{
    /// <summary>Of longer names the end is given, which is enough to know them from those that are wanted.</summary>
    public const int LongestName = Window - 1;

    private const int Window = 32;

    /// <summary>The name before a colon; the scan has seen that it is a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> NameBefore(byte* page, int colon)
    {
        var close = colon - 1;
        while (page[close] != '"')
        {
            close--;
        }

        if (close < Window)
        {
            return ShortNameBefore(page, close);
        }

        var window = Vector256.Load(page + close - Window);
        var quotes = Vector256.Equals(window, Vector256.Create((byte)'"')).ExtractMostSignificantBits();

        // Without any quote the count is that of the whole window.
        var length = BitOperations.LeadingZeroCount(quotes);
        var escapes = Vector256.Equals(window, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
        if (escapes != 0 && BitOperations.LeadingZeroCount(escapes) <= length + 1)
        {
            // Inside the name, or before what looks like its first quote.
            throw new ScanRefusedException();
        }

        if (length == Window - 1 && close > Window && page[close - Window - 1] == '\\')
        {
            throw new ScanRefusedException();
        }

        return new ReadOnlySpan<byte>(page + close - length, length);
    }

    private static ReadOnlySpan<byte> ShortNameBefore(byte* page, int close)
    {
        var first = close;
        while (page[first - 1] != '"')
        {
            if (page[--first] == '\\')
            {
                throw new ScanRefusedException();
            }
        }

        return first >= 2 && page[first - 2] == '\\' ? throw new ScanRefusedException() : new ReadOnlySpan<byte>(page + first, close - first);
    }

    /// <summary>The string whose opening quote is at <paramref name="open"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Text Read(byte* page, int open, int length)
    {
        var first = open + 1;
        var at = first;
        if (Vector512.IsHardwareAccelerated && at <= length - Vector512<byte>.Count)
        {
            // Nearly all texts are shorter than one such vector, an address among them.
            var window = Vector512.Load(page + at);
            var quotes = Vector512.Equals(window, Vector512.Create((byte)'"')).ExtractMostSignificantBits();
            var escapes = Vector512.Equals(window, Vector512.Create((byte)'\\')).ExtractMostSignificantBits();
            var quote = BitOperations.TrailingZeroCount(quotes);
            if (quote < BitOperations.TrailingZeroCount(escapes))
            {
                return new Text(first, quote, isEscaped: false);
            }
        }

        for (; at <= length - Window; at += Window)
        {
            var window = Vector256.Load(page + at);
            var quotes = Vector256.Equals(window, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            var escapes = Vector256.Equals(window, Vector256.Create((byte)'\\')).ExtractMostSignificantBits();
            if ((quotes | escapes) == 0)
            {
                continue;
            }

            var quote = BitOperations.TrailingZeroCount(quotes);
            if (quote < BitOperations.TrailingZeroCount(escapes))
            {
                return new Text(first, at + quote - first, isEscaped: false);
            }

            break;
        }

        var isEscaped = false;
        while (page[at] != '"')
        {
            var isEscape = page[at] == '\\';
            isEscaped |= isEscape;
            at += isEscape ? 2 : 1;
        }

        return new Text(first, at - first, isEscaped);
    }

    /// <summary>The place behind the string whose opening quote is at <paramref name="open"/>.</summary>
    public static int EndOf(byte* page, int open, int length)
    {
        var text = Read(page, open, length);
        return text.Offset + text.Length + 1;
    }
}
