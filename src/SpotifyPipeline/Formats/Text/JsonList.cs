using System.Text.Json;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Text;

/// <summary>Lists as JSON arrays.</summary>
internal static class JsonList
{
    public static void WriteJson(this StringListColumn column, int row, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        for (var i = 0; i < column.ItemCount(row); i++)
        {
            json.WriteStringValue(column.Item(row, i));
        }

        json.WriteEndArray();
    }
}
