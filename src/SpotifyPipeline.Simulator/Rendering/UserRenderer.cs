using System.Globalization;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>The simulated user's profile.</summary>
internal static class UserRenderer
{
    public static void Me(JsonPen pen, SimulatedCatalogue catalogue, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WriteString("account_id"u8, catalogue.Bits(Topic.Secret, 9).ToString("x16", CultureInfo.InvariantCulture));
        if (shape.OldFields)
        {
            json.WriteString("country"u8, "SE"u8);
            json.WriteString("email"u8, "listener@example.com"u8);
            json.WriteStartObject("explicit_content"u8);
            json.WriteBoolean("filter_enabled"u8, false);
            json.WriteBoolean("filter_locked"u8, false);
            json.WriteEndObject();
            json.WriteStartObject("followers"u8);
            json.WriteNull("href"u8);
            json.WriteNumber("total"u8, 12);
            json.WriteEndObject();
            json.WriteString("product"u8, "premium"u8);
        }

        json.WriteString("display_name"u8, "Simulated listener"u8);
        pen.Identity(EntityLinks.User, catalogue.UserId);
        json.WriteStartArray("images"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
