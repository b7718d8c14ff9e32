namespace SpotifyPipeline.Aws.S3;

/// <summary>User metadata travels in headers, and the SDK throws on a header that is not ASCII; S3's own form for the rest is RFC 2047.</summary>
internal static class S3Metadata
{
    // An encoded word is at most 75 characters: 12 for "=?UTF-8?B?" and "?=", so 63 of base64, which 45 bytes fit.
    private const int BytesPerWord = 45;

    /// <summary>The value itself where a header can carry it, else encoded words.</summary>
    public static string Encode(string value)
    {
        if (value.All(c => c is >= ' ' and <= '~') && !value.StartsWith("=?", StringComparison.Ordinal) && value.Trim() == value)
        {
            return value;
        }

        var words = new List<string>();
        Span<byte> utf8 = stackalloc byte[BytesPerWord];
        var used = 0;
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            // A word must not end inside a character.
            var length = rune.EncodeToUtf8(one);
            if (used + length > BytesPerWord)
            {
                words.Add(Word(utf8[..used]));
                used = 0;
            }

            one[..length].CopyTo(utf8[used..]);
            used += length;
        }

        words.Add(Word(utf8[..used]));
        return string.Join(' ', words);
    }

    private static string Word(ReadOnlySpan<byte> utf8) => $"=?UTF-8?B?{Convert.ToBase64String(utf8)}?=";
}
