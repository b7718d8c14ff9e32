using System.Text;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Decodes the escapes of a JSON string whose grammar has been checked.</summary>
internal static class JsonText
{
    /// <summary>Writes the decoded bytes, never more than <paramref name="raw"/> has, and returns how many. A lone surrogate becomes U+FFFD.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<byte> decoded)
    {
        var written = 0;
        while (true)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
            {
                raw.CopyTo(decoded[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(decoded[written..]);
            written += plain;
            var escape = raw[plain + 1];
            raw = raw[(plain + 2)..];
            if (escape == (byte)'u')
            {
                written += DecodeUnicode(ref raw, decoded[written..]);
            }
            else
            {
                decoded[written++] = escape switch
                {
                    (byte)'n' => (byte)'\n',
                    (byte)'t' => (byte)'\t',
                    (byte)'r' => (byte)'\r',
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    _ => escape,
                };
            }
        }
    }

    private static int DecodeUnicode(ref ReadOnlySpan<byte> raw, Span<byte> decoded)
    {
        var unit = Hex(raw);
        raw = raw[4..];
        if (!char.IsSurrogate((char)unit))
        {
            return new Rune(unit).EncodeToUtf8(decoded);
        }

        if (char.IsHighSurrogate((char)unit) && raw.Length >= 6 && raw[0] == (byte)'\\' && raw[1] == (byte)'u')
        {
            var low = Hex(raw[2..]);
            if (char.IsLowSurrogate((char)low))
            {
                raw = raw[6..];
                return new Rune((char)unit, (char)low).EncodeToUtf8(decoded);
            }
        }

        return Rune.ReplacementChar.EncodeToUtf8(decoded);
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            int digit = digits[i];
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }
}
