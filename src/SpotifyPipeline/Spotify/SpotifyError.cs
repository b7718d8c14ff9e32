using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Spotify;

/// <summary>What an error body looked like.</summary>
internal enum SpotifyErrorForm
{
    /// <summary>No body.</summary>
    Empty,

    /// <summary><c>{"error":{"status":404,"message":"…","reason":"…"}}</c>, the Web API's own.</summary>
    Api,

    /// <summary><c>{"error":"invalid_grant","error_description":"…"}</c>, RFC 6749.</summary>
    OAuth,

    /// <summary>Plain text: missing Premium, missing allow-list entry, some rate limits.</summary>
    Text,

    /// <summary>A proxy's page.</summary>
    Html,
}

/// <summary>The words of a refusal, whatever form they came in. Never throws: a refusal must not hide behind a parse error.</summary>
internal sealed record SpotifyError(SpotifyErrorForm Form, string? Message, string? Reason)
{
    /// <summary>How much of an error body is read, in bytes.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>The reason that tells a used-up quota from a rate limit.</summary>
    public const string QuotaExceeded = "QUOTA_EXCEEDED";

    public static SpotifyError Parse(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, MaxBytes)];
        if (TryParseJson(body) is { } error)
        {
            return error;
        }

        var text = Clean(Encoding.UTF8.GetString(body));
        return text switch
        {
            null => new SpotifyError(SpotifyErrorForm.Empty, null, null),
            ['<', ..] => new SpotifyError(SpotifyErrorForm.Html, Title(text), null),
            _ => new SpotifyError(SpotifyErrorForm.Text, text, null),
        };
    }

    private static SpotifyError? TryParseJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("error", out var error))
            {
                return null;
            }

            return error.ValueKind switch
            {
                JsonValueKind.Object => new SpotifyError(SpotifyErrorForm.Api, Text(error, "message"), Text(error, "reason")),
                JsonValueKind.String => new SpotifyError(SpotifyErrorForm.OAuth, Text(root, "error_description"), Clean(error.GetString())),
                _ => null,
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Clean(value.GetString()) : null;

    private static string? Title(string html)
    {
        var start = html.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : html.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : Clean(html[(start + "<title>".Length)..end]);
    }

    // Line breaks and other control characters would let a body write its own lines into a log.
    private static string? Clean(string? text)
    {
        var clean = text is null ? "" : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim('\uFEFF', ' ');
        return clean.Length == 0 ? null : clean;
    }
}
