using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SpotifyPipeline.State;

/// <summary>The name of a run: <c>20261120T091223Z-4f2a9c</c>. Sorts by time, and needs no escaping in an address or a key.</summary>
internal readonly record struct RunId : IComparable<RunId>
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;
    private const int TailLength = 6;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private RunId(string text) => _text = text;

    /// <summary>When the run began (UTC, whole seconds).</summary>
    public DateTimeOffset BeganAt => DateTimeOffset.ParseExact(ToString()[..TimeLength], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Makes a name of a moment and six random digits, which tell runs of one second apart, also when a clock jumps back.</summary>
    public static RunId Create(DateTimeOffset now, Random random) => Create(now, random.Next(1 << (4 * TailLength)).ToString("x6", CultureInfo.InvariantCulture));

    /// <summary>Makes a name of a moment and six hexadecimal digits.</summary>
    public static RunId Create(DateTimeOffset now, string tail) => Parse(now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "-" + tail);

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The text is none; the message holds it and the expected form.</exception>
    public static RunId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not the id of a run. Expected a time in UTC and six hexadecimal digits: 20261120T091223Z-4f2a9c.");

    /// <summary>Reads a name, if it is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        var isId = text is { Length: TimeLength + 1 + TailLength }
            && text[TimeLength] == '-'
            && !text.AsSpan(TimeLength + 1).ContainsAnyExcept(Hexadecimal)
            && DateTime.TryParseExact(text.AsSpan(0, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out _);
        id = isId ? new RunId(text!) : default;
        return isId;
    }

    /// <summary>Compares by time, then by the digits.</summary>
    public int CompareTo(RunId other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <summary>The name as it stands in keys and columns.</summary>
    public override string ToString() => _text ?? "";
}
