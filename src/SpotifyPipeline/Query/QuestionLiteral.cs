using System.Globalization;

namespace SpotifyPipeline.Query;

/// <summary>A value that stands in the text itself, since Athena takes a <c>?</c> only in WHERE. What it may be is checked, so it cannot become other SQL.</summary>
internal sealed record QuestionLiteral(string Name, string Default, Func<string, bool> IsValid, string Expected)
{
    public static QuestionLiteral OneOf(string name, params string[] values) =>
        new(name, $"'{values[0]}'", v => values.Any(allowed => v == $"'{allowed}'"), $"one of {string.Join(", ", values)} in quotes");

    public static QuestionLiteral Number(string name, long value, long min, long max) => new(
        name,
        value.ToString(CultureInfo.InvariantCulture),
        v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));

    public static QuestionLiteral Zone(string name) => new(name, "'UTC'", v => v.Length > 2 && v[0] == '\'' && v[^1] == '\'' && TimeZones.IsZone(v[1..^1]), "a time zone of the IANA database, such as Asia/Tokyo");
}
