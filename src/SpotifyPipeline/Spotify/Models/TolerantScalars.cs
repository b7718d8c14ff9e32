using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>
/// Whole numbers that may come as <c>85.0</c> or <c>4.9E7</c> (early 2024), or as an object (durations of local files, end of 2023).
/// What is no whole number is null, never a guess.
/// </summary>
internal sealed class LongOrNull : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();

    public static long? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        // 2^63 itself does not fit; every smaller double that is whole does.
        return reader.TryGetDouble(out var number) && Math.Abs(number) < 9.2e18 && Math.Floor(number) == number ? (long)number : null;
    }
}

/// <summary>As <see cref="LongOrNull"/>, for numbers that fit 32 bits.</summary>
internal sealed class IntegerOrNull : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LongOrNull.Read(ref reader) is { } number && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}

/// <summary>True and false; anything else is null.</summary>
internal sealed class BooleanOrNull : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => (bool?)null,
        };
        reader.Skip();
        return value;
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}

/// <summary>Text; anything else is null.</summary>
internal sealed class TextOrNull : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();

    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in an escape: the text cannot be had, the rest of the document can.
            return null;
        }
    }
}

/// <summary>Text; empty text is null, for ids that Spotify sends empty.</summary>
internal sealed class TextNotEmpty : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TextOrNull.Read(ref reader) is { Length: > 0 } text ? text : null;

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}

/// <summary>A moment with or without a fraction of a second, as UTC; 1970-01-01 stands for "unknown" and is null.</summary>
internal sealed class MomentOrNull : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return TextOrNull.Read(ref reader) is { } text
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, Utc, out var moment)
            && moment != DateTimeOffset.UnixEpoch ? moment : null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw ReadOnlyModels.Refusal();
}
