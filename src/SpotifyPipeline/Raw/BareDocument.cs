using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace SpotifyPipeline.Raw;

/// <summary>What a document without a manifest is, by its bytes alone.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="PlaylistId">The playlist that its entries belong to: the body's id, else its href; null where neither says.</param>
/// <param name="Refusal">Why no rows can be made from it; null where they can.</param>
internal sealed record BareDocument(BareKind Kind, string? PlaylistId, string? Refusal)
{
    private static readonly SearchValues<byte> PlaylistIdEnd = SearchValues.Create("/?#&"u8);

    /// <summary>Recognises a document. Never throws.</summary>
    public static BareDocument Recognise(ReadOnlySpan<byte> bytes)
    {
        var body = WithoutByteOrderMark(bytes).Trim(" \t\r\n"u8);
        if (body.IsEmpty)
        {
            return Refused("It is empty; expected a JSON document of the Web API.");
        }

        if (body[0] == '<')
        {
            return Refused("It is HTML or XML, probably an error page of a proxy; expected JSON.");
        }

        if (body[0] is not ((byte)'{' or (byte)'['))
        {
            return Refused(LooksLikeCsv(body)
                ? "It looks like CSV; expected JSON. Tables in CSV enter as a dataset, not as raw documents."
                : "It is not a JSON object or array; expected a JSON document of the Web API.");
        }

        if (!Utf8.IsValid(body))
        {
            return Refused("It is not UTF-8; expected JSON in UTF-8.");
        }

        try
        {
            return BareDocumentReader.Read(body);
        }
        catch (JsonException e)
        {
            return Refused($"It is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}): {e.Message}");
        }
    }

    /// <summary>The playlist id in an address such as <c>https://api.spotify.com/v1/playlists/{id}/items?offset=0</c>; null where there is none.</summary>
    public static string? PlaylistIdOf(ReadOnlySpan<byte> href)
    {
        var at = href.IndexOf("/playlists/"u8);
        if (at < 0)
        {
            return null;
        }

        var id = href[(at + "/playlists/"u8.Length)..];
        var end = id.IndexOfAny(PlaylistIdEnd);
        id = end < 0 ? id : id[..end];
        return id.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(id);
    }

    /// <summary>The bytes after a byte order mark, which Windows programs write and JSON does not know.</summary>
    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    internal static BareDocument Refused(string reason) => new(BareKind.None, null, reason);

    private static bool LooksLikeCsv(ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        return end >= 0 && line.IndexOfAny((byte)',', (byte)';', (byte)'\t') >= 0;
    }
}
