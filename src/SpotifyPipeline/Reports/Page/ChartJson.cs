using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace SpotifyPipeline.Reports.Page;

/// <summary>Data of charts, as JSON within a script element.</summary>
/// <remarks>The encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> in every text, so that no name can end the element or begin a comment.</remarks>
internal static class ChartJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>An object with <c>kind</c> and what <paramref name="write"/> adds.</summary>
    public static string Of(string kind, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>An array member with one object for each item.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A number, or null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Horizontal bars, the first on top.</summary>
    public static string Bars(string unit, double? max, IEnumerable<(string Label, string? Note, double Value, string Text)> items) => Of("bars", json =>
    {
        json.WriteString("unit", unit);
        json.WriteNumberOrNull("max", max);
        json.WriteArray("items", items, item =>
        {
            json.WriteString("label", item.Label);
            json.WriteString("note", item.Note);
            json.WriteNumber("value", item.Value);
            json.WriteString("text", item.Text);
        });
    });
}
