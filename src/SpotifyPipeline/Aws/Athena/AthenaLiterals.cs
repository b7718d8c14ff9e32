using System.Globalization;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Values as SQL literals: the form that Athena's ExecutionParameters take (https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html).</summary>
internal static class AthenaLiterals
{
    /// <summary>The most characters that Athena takes in one parameter, quotes included.</summary>
    public const int LongestParameter = 1024;

    /// <summary>A literal of the value's type; none of its characters can end it.</summary>
    public static string Of(object? value) => value switch
    {
        null => "NULL",
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => OfDouble(number),
        decimal number => $"DECIMAL '{number.ToString(CultureInfo.InvariantCulture)}'",
        DateOnly day => $"DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        DateTimeOffset instant => $"TIMESTAMP '{OfInstant(instant)}'",
        _ => throw new ArgumentException($"A {value.GetType().Name} has no literal; expected string, bool, int, long, double, decimal, DateOnly, DateTimeOffset or null.", nameof(value)),
    };

    /// <summary>A text literal. Trino knows one escape in it, the doubled quote; a backslash is a backslash.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string OfDouble(double number) => number switch
    {
        double.NaN => "nan()",
        double.PositiveInfinity => "infinity()",
        double.NegativeInfinity => "-infinity()",
        // With an exponent it is a double; without one it would be a decimal.
        _ => number.ToString("E16", CultureInfo.InvariantCulture),
    };

    // The lake's timestamps are UTC without a zone, to the millisecond.
    private static string OfInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
