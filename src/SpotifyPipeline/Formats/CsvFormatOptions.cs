using System.Buffers;

namespace SpotifyPipeline.Formats;

/// <summary>How CSV files are written.</summary>
public sealed record CsvFormatOptions
{
    private static readonly SearchValues<char> Structural = SearchValues.Create("\"\r\n");

    /// <summary>What stands for NULL; without quotes and line breaks. The default is <c>\N</c>, as in Hive.</summary>
    /// <remarks>A text that is equal to it is quoted, so that readers that look at quotes tell the two apart. Empty is allowed: then NULL is nothing and "" is two quotes.</remarks>
    /// <exception cref="ArgumentException">The value holds a quote or a line break.</exception>
    public string NullToken
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.AsSpan().ContainsAny(Structural)
                ? throw new ArgumentException($"\"{value}\" cannot stand for NULL in CSV: expected a text without quotes and line breaks, for example \\N.", nameof(value))
                : value;
        }
    } = "\\N";

    /// <summary>What stands between fields: an ASCII character other than a quote, a line break and the backslash. The default is a comma.</summary>
    /// <exception cref="ArgumentException">The value is another character.</exception>
    public char Delimiter
    {
        get;
        init => field = char.IsAscii(value) && value != '\\' && !Structural.Contains(value)
            ? value
            : throw new ArgumentException($"U+{(int)value:X4} cannot stand between the fields of CSV: expected an ASCII character other than a quote, a line break and the backslash, for example a comma or a tab.", nameof(value));
    } = ',';

    /// <summary>Whether line breaks inside texts are written as <c>\n</c> and <c>\r</c>, and a backslash as <c>\\</c>. The default is true.</summary>
    /// <remarks>Athena's CSV reader takes every line break for the end of a row, quoted or not. With false, texts stand as they are (RFC 4180).</remarks>
    public bool EscapeLineBreaks { get; init; } = true;
}
