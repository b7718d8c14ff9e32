using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>How the texts of a CSV table become values again; the other side of <see cref="CsvFormat"/>.</summary>
internal sealed class CsvText
{
    /// <summary>No file holds it, so that no field is taken for NULL.</summary>
    private const string NoToken = "\u0001no such text\u0001";

    private readonly CsvFormatOptions _written;

    public CsvText(CsvFormatOptions written) => _written = written;

    /// <summary>How a file is read: every field as text, since what is typed is the view, as on Athena.</summary>
    /// <param name="columns">The columns of the file.</param>
    /// <param name="isRaw">Whether the token for NULL is to be seen as it stands.</param>
    public string Options(IReadOnlyList<ColumnDefinition> columns, bool isRaw)
    {
        // A quoted text that is equal to the token is a text, and no file is without a header.
        var token = SqlText.Literal(isRaw ? NoToken : _written.NullToken);
        return $"auto_detect = false, header = true, delim = {SqlText.Literal(_written.Delimiter.ToString())}, quote = '\"', escape = '\"', "
            + $"nullstr = {token}, allow_quoted_nulls = false, max_line_size = 268435456, "
            + $"columns = {{{string.Join(", ", columns.Select(c => SqlText.Name(c.Name) + ": 'VARCHAR'"))}}}";
    }

    /// <summary>The expression that gives a column its value, to be cast to the column's type.</summary>
    public string Value(ColumnDefinition column) => column.Type switch
    {
        ColumnType.StringList => $"from_json({SqlText.Name(column.Name)}, '[\"VARCHAR\"]')",
        ColumnType.String when _written.EscapeLineBreaks => Unescape(SqlText.Name(column.Name)),
        _ => SqlText.Name(column.Name),
    };

    /// <summary>Pairs of backslashes are set aside as <c>\p</c>, which no escaped text holds, so that <c>\\n</c> is a backslash and an n.</summary>
    private static string Unescape(string text) =>
        $@"replace(replace(replace(replace({text}, '\\', '\p'), '\n', chr(10)), '\r', chr(13)), '\p', '\')";
}
