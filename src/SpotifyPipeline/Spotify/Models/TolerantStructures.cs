using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>An object; anything else (a boolean <c>track</c>, a null, a list) is null.</summary>
internal sealed class ObjectOrNull<T> : JsonConverter<T?>
    where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, options);

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();

    public static T? Read(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        }

        reader.Skip();
        return null;
    }
}

/// <summary>A list of objects whose other entries are null; anything but a list is null.</summary>
internal sealed class ListOrNull<T> : JsonConverter<IReadOnlyList<T?>?>
    where T : class
{
    public override IReadOnlyList<T?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var list = new List<T?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list.Add(ObjectOrNull<T>.Read(ref reader, options));
        }

        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T?>? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}

/// <summary>A list of texts whose other entries are null; anything but a list is null.</summary>
internal sealed class TextListOrNull : JsonConverter<IReadOnlyList<string?>?>
{
    public override IReadOnlyList<string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var list = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list.Add(TextOrNull.Read(ref reader));
        }

        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string?>? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}

/// <summary>
/// What stands in a playlist entry, told apart by its <c>type</c> in any case; without one it is read as a track, which is what
/// documents cut down by a <c>fields</c> filter hold.
/// </summary>
internal sealed class PlayableReader : JsonConverter<Playable?>
{
    public override Playable? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var type = TypeOf(reader);
        switch (type?.ToLowerInvariant())
        {
            case "track" or null:
                return new Playable(type, ObjectOrNull<Track>.Read(ref reader, options), null);
            case "episode":
                return new Playable(type, null, ObjectOrNull<Episode>.Read(ref reader, options));
            default:
                reader.Skip();
                return new Playable(type, null, null);
        }
    }

    public override void Write(Utf8JsonWriter writer, Playable? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();

    // The reader is a struct: this looks ahead in a copy.
    private static string? TypeOf(Utf8JsonReader reader)
    {
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                type = TextOrNull.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return type;
    }
}

/// <summary>The models leave members out; writing them would pass for the original.</summary>
internal static class ReadOnlyModels
{
    public static NotSupportedException Refusal() => new("The models are for reading. Keep the raw document to write it again.");
}
