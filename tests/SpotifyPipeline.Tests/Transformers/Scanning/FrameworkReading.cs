using System.Text.Json;
using System.Text.Unicode;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>What the framework's own reader says of a page.</summary>
internal static class FrameworkReading
{
    public static bool Accepts(byte[] page)
    {
        try
        {
            if (!Utf8.IsValid(page))
            {
                return false;
            }

            var reader = new Utf8JsonReader(page);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
