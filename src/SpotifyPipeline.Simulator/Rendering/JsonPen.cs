using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>A <see cref="Utf8JsonWriter"/> that also composes links and uris without making strings.</summary>
internal sealed class JsonPen : IDisposable
{
    // As Spotify does: UTF-8 as it is, only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly byte[] _linkBase;

    public JsonPen(IBufferWriter<byte> output, byte[] linkBase)
    {
        Json = new Utf8JsonWriter(output, Options);
        _linkBase = linkBase;
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>Writes <c>"name": "{link base}{folder}{id}"</c>.</summary>
    public void Link(ReadOnlySpan<byte> name, ReadOnlySpan<byte> folder, ReadOnlySpan<char> id) => Compose(name, _linkBase, folder, id);

    /// <summary>Writes <c>external_urls</c>, <c>href</c>, <c>id</c>, <c>type</c> and <c>uri</c>, which every entity has.</summary>
    public void Identity(EntityLinks links, string id)
    {
        Json.WriteString("id"u8, id);
        Reference(links, id);
    }

    /// <summary>The same without <c>id</c>, as the context of a play is named.</summary>
    public void Reference(EntityLinks links, string id)
    {
        Json.WriteStartObject("external_urls"u8);
        Compose("spotify"u8, "https://open.spotify.com/"u8, links.WebFolder, id);
        Json.WriteEndObject();
        Link("href"u8, links.ApiFolder, id);
        Json.WriteString("type"u8, links.Type);
        Compose("uri"u8, "spotify:"u8, links.UriFolder, id);
    }

    /// <summary>Writes <c>"images"</c> in the three sizes of covers and portraits.</summary>
    public void Images(ReadOnlySpan<byte> large, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> small, ulong picture)
    {
        Json.WriteStartArray("images"u8);
        Image(large, picture, 640);
        Image(middle, picture, 300);
        Image(small, picture, 64);
        Json.WriteEndArray();
    }

    /// <summary>Writes one image; without a size both sides are null, as in a playlist's mosaic.</summary>
    public void Image(ReadOnlySpan<byte> kind, ulong picture, int? size)
    {
        Json.WriteStartObject();
        Span<char> hex = stackalloc char[24];
        picture.TryFormat(hex, out _, "x16");
        (picture >> 32).TryFormat(hex[16..], out _, "x8");
        Compose("url"u8, "https://i.scdn.co/image/"u8, kind, hex);
        NumberOrNull("height"u8, size);
        NumberOrNull("width"u8, size);
        Json.WriteEndObject();
    }

    /// <summary>Writes a text in plain UTF-8; the writer alone would turn every emoji into two <c>\u</c> escapes, which real replies do not hold.</summary>
    public void Text(ReadOnlySpan<byte> name, string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            Json.WriteString(name, text);
            return;
        }

        var raw = new StringBuilder("\"", text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => raw.Append('\\').Append(c),
                < ' ' => raw.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => raw.Append(c),
            };
        }

        Json.WritePropertyName(name);
        Json.WriteRawValue(raw.Append('"').ToString(), skipInputValidation: true);
    }

    public void NumberOrNull(ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            Json.WriteNumber(name, number);
        }
        else
        {
            Json.WriteNull(name);
        }
    }

    public void Dispose() => Json.Dispose();

    private void Compose(ReadOnlySpan<byte> name, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<char> last)
    {
        var length = first.Length + second.Length + Encoding.UTF8.GetMaxByteCount(last.Length);
        Span<byte> text = length <= 512 ? stackalloc byte[512] : new byte[length];
        first.CopyTo(text);
        second.CopyTo(text[first.Length..]);
        var end = first.Length + second.Length;
        end += Encoding.UTF8.GetBytes(last, text[end..]);
        Json.WriteString(name, text[..end]);
    }
}
