namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>The paging object around every list.</summary>
internal static class PageRenderer
{
    /// <summary>Writes <c>href, items, limit, next, offset, previous, total</c>.</summary>
    /// <param name="pen">Where to write.</param>
    /// <param name="links">The window and its links.</param>
    /// <param name="total">The length of the whole list.</param>
    /// <param name="item">Writes the entry at an index of the whole list.</param>
    public static void Page(JsonPen pen, in PageLinks links, int total, Action<int> item)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WriteString("href"u8, links.Self);
        json.WriteStartArray("items"u8);
        var end = (int)Math.Min(total, (long)links.Offset + links.Limit);
        for (var index = links.Offset; index < end; index++)
        {
            item(index);
        }

        json.WriteEndArray();
        json.WriteNumber("limit"u8, links.Limit);
        json.WriteString("next"u8, links.Next(total));
        json.WriteNumber("offset"u8, links.Offset);
        json.WriteString("previous"u8, links.Previous);
        json.WriteNumber("total"u8, total);
        json.WriteEndObject();
    }
}
