using System.Text;

namespace SpotifyPipeline.Storage;

/// <summary>The rules that every store's keys keep, and their order.</summary>
internal static class ObjectKey
{
    private const string Expected =
        "Expected a relative key such as 'raw/pending/page.json': segments parted by single '/', none of them '.' or '..', no NUL, text that UTF-8 can carry.";

    /// <summary>Compares keys by their UTF-8 bytes, which is not the order of .NET's UTF-16 units beyond U+FFFF.</summary>
    public static IComparer<string> Utf8Order { get; } = Comparer<string>.Create(CompareUtf8);

    /// <summary>Throws where a key could mean another place, or another key, in some store.</summary>
    /// <exception cref="ArgumentException">The message holds the key and the expected form.</exception>
    public static void ThrowIfInvalid(string key, string parameterName = "key")
    {
        ArgumentNullException.ThrowIfNull(key, parameterName);
        if (FindFault(key) is { } fault)
        {
            throw new ArgumentException($"The key '{key.Replace("\0", "\\0", StringComparison.Ordinal)}' {fault}. {Expected}", parameterName);
        }
    }

    /// <summary>Says what is wrong with a key, or null.</summary>
    public static string? FindFault(string key)
    {
        if (key.Length == 0)
        {
            return "is empty";
        }

        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return "holds a NUL";
        }

        if (!Ascii.IsValid(key) && !IsUnicode(key))
        {
            return "holds half of a surrogate pair";
        }

        for (var rest = key.AsSpan(); ;)
        {
            var end = rest.IndexOf('/');
            switch (end < 0 ? rest : rest[..end])
            {
                case "":
                    return "has an empty segment, or begins or ends with '/'";
                case "." or "..":
                    return "has the segment '.' or '..'";
            }

            if (end < 0)
            {
                return null;
            }

            rest = rest[(end + 1)..];
        }
    }

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static int CompareUtf8(string? left, string? right)
    {
        var common = left.AsSpan().CommonPrefixLength(right.AsSpan());
        if (left is null || right is null || common == left.Length || common == right.Length)
        {
            return (left?.Length ?? -1).CompareTo(right?.Length ?? -1);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));

        // Surrogates stand for code points beyond U+FFFF, so in UTF-8 they come after U+E000 to U+FFFF.
        static int Rank(char c) => c < 0xD800 ? c : c >= 0xE000 ? c - 0x800 : c + 0x2000;
    }
}
