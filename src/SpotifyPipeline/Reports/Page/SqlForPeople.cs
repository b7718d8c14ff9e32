using System.Globalization;
using System.Text;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Reports.Page;

/// <summary>A statement as a reader can paste it into Athena, DuckDB or <c>query</c>: with its values in place. Never run by the library itself, which binds them.</summary>
internal static class SqlForPeople
{
    public static string Text(SqlStatement statement)
    {
        var text = new StringBuilder(statement.Text.Length + 64);
        var next = 0;
        var quote = '\0';
        foreach (var c in statement.Text)
        {
            // A question mark within quotes is text and no parameter.
            quote = quote == '\0' ? (c is '\'' or '"' ? c : quote) : (c == quote ? '\0' : quote);
            if (c == '?' && quote == '\0' && next < statement.Parameters.Count)
            {
                text.Append(Literal(statement.Parameters[next++]));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        bool flag => flag ? "true" : "false",
        DateOnly day => "'" + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "'",
        DateTimeOffset instant => "TIMESTAMP '" + instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + "'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
