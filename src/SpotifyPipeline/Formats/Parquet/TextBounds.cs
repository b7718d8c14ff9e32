using System.Buffers;
using System.Text;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Short bounds for long texts, valid UTF-8 themselves, in the order of unsigned bytes.</summary>
internal static class TextBounds
{
    /// <summary>Longer texts are cut, so that one lyric or description cannot swell the footer.</summary>
    public const int MaxLength = 64;

    public static ValueRange Range(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        var lower = min.Length <= MaxLength ? min : Cut(min);
        var upper = max.Length <= MaxLength ? max.ToArray() : Above(Cut(max));
        return upper is null ? default : new ValueRange(lower.ToArray(), upper, min.Length <= MaxLength, max.Length <= MaxLength);
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> utf8)
    {
        var length = MaxLength;
        while (length > 0 && (utf8[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return utf8[..length];
    }

    /// <summary>A short text greater than every text that begins with <paramref name="prefix"/>, or null when there is none.</summary>
    private static byte[]? Above(ReadOnlySpan<byte> prefix)
    {
        while (Rune.DecodeLastFromUtf8(prefix, out var last, out var length) == OperationStatus.Done)
        {
            prefix = prefix[..^length];
            if (last.Value < 0x10FFFF)
            {
                // The surrogates are no code points of UTF-8.
                var next = new Rune(last.Value == 0xD7FF ? 0xE000 : last.Value + 1);
                var bound = new byte[prefix.Length + next.Utf8SequenceLength];
                prefix.CopyTo(bound);
                next.EncodeToUtf8(bound.AsSpan(prefix.Length));
                return bound;
            }
        }

        return null;
    }
}
