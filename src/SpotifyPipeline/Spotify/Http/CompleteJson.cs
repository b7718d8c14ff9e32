using System.Text.Json;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>Tells a whole JSON document from one that a proxy or a broken connection has cut off.</summary>
internal static class CompleteJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    public static bool Is(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            var reader = new Utf8JsonReader(bytes, Options);
            while (reader.Read())
            {
                reader.Skip();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
