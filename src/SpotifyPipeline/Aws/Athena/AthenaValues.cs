using System.Globalization;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Athena returns every value as text; this gives it the CLR type that <see cref="Query.QueryRow"/> promises.</summary>
internal static class AthenaValues
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;

    /// <param name="text">The text; null is NULL, and the empty text is a text.</param>
    /// <param name="type">The type's name as Athena gives it, in lower case.</param>
    /// <exception cref="FormatException">The text is not of the type.</exception>
    /// <exception cref="OverflowException">A decimal has more digits than the CLR's.</exception>
    public static object? Parse(string? text, string type) => text is null ? null : type switch
    {
        "boolean" => text switch
        {
            "true" => true,
            "false" => false,
            _ => throw new FormatException($"\"{text}\" is not a boolean."),
        },
        "tinyint" or "smallint" or "integer" or "int" => int.Parse(text, Integer, CultureInfo.InvariantCulture),
        "bigint" => long.Parse(text, Integer, CultureInfo.InvariantCulture),
        "double" or "real" or "float" => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        "decimal" => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        "date" => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "timestamp" => ParseTimestamp(text),
        "timestamp with time zone" => ParseInstant(text),
        "array" => ParseArray(text),
        _ => text,
    };

    private static DateTime ParseTimestamp(string text) => DateTime.ParseExact(
        text, ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>"2026-11-20 09:12:23.000 Asia/Tokyo", or with UTC or +09:00 at the end.</summary>
    private static DateTime ParseInstant(string text)
    {
        var space = text.LastIndexOf(' ');
        var local = DateTime.SpecifyKind(ParseTimestamp(text[..space]), DateTimeKind.Unspecified);
        var zone = text[(space + 1)..];
        if (zone is ['+' or '-', ..])
        {
            var offset = TimeSpan.ParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture);
            return new DateTimeOffset(local, zone[0] == '-' ? -offset : offset).UtcDateTime;
        }

        return zone is "UTC" or "Z" ? DateTime.SpecifyKind(local, DateTimeKind.Utc) : TimeZoneInfo.ConvertTimeToUtc(local, TimeZoneInfo.FindSystemTimeZoneById(zone));
    }

    /// <summary>"[a, b]", which is all that Athena tells: an item that holds ", " comes apart. Ask for <c>json_format(CAST(x AS json))</c> where items may.</summary>
    private static string[] ParseArray(string text)
    {
        if (text is not ['[', .., ']'])
        {
            throw new FormatException($"\"{text}\" is not an array.");
        }

        return text.Length == 2 ? [] : text[1..^1].Split(", ");
    }
}
