using System.Text.Json;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>What a piece of JSON is made of, without its values; of long arrays a sample.</summary>
internal sealed class JsonShape
{
    // The first entries show what all have; a spread shows what only later ones have.
    private const int FirstElements = 20;
    private const int SpreadElements = 25;
    private const int MaxScalars = 3;
    private const int MaxTypeLength = 24;

    private JsonShape(string type) => Type = type;

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>boolean</c> or <c>null</c>.</summary>
    public string Type { get; }

    /// <summary>The members of an object.</summary>
    public List<(string Name, JsonShape Value)> Members { get; } = [];

    /// <summary>The sampled elements of an array.</summary>
    public List<JsonShape> Elements { get; } = [];

    /// <summary>The text of an object's member <c>type</c>, by which Spotify tells tracks from episodes; null where there is none.</summary>
    public string? Kind { get; private set; }

    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonShape Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader);
    }

    private static JsonShape Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader);
            default:
                return new JsonShape(reader.TokenType switch
                {
                    JsonTokenType.String => "string",
                    JsonTokenType.Number => "number",
                    JsonTokenType.Null => "null",
                    _ => "boolean",
                });
        }
    }

    private static JsonShape ReadObject(ref Utf8JsonReader reader)
    {
        var shape = new JsonShape("object");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && name == "type" && reader.ValueSpan.Length <= MaxTypeLength && !reader.ValueIsEscaped)
            {
                shape.Kind = reader.GetString();
            }

            shape.Members.Add((name, Read(ref reader)));
        }

        return shape;
    }

    private static JsonShape ReadArray(ref Utf8JsonReader reader)
    {
        var shape = new JsonShape("array");
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var isNested = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (isNested ? i < FirstElements || i % SpreadElements == 0 : i < MaxScalars)
            {
                shape.Elements.Add(Read(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        return shape;
    }
}
