namespace SpotifyPipeline.Query;

/// <summary>SQL with <c>?</c> for each parameter, and the parameters' values. Values are bound, never pasted into the text.</summary>
public sealed class SqlStatement
{
    /// <summary>Creates a statement.</summary>
    /// <param name="text">SQL with one <c>?</c> for each parameter. Athena takes <c>?</c> only in WHERE.</param>
    /// <param name="parameters">string, int, long, double, decimal, bool, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> or null, in the order of the <c>?</c>.</param>
    /// <exception cref="ArgumentException">A parameter is of another type.</exception>
    public SqlStatement(string text, params IReadOnlyList<object?> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var parameter in parameters)
        {
            if (parameter is not (null or string or int or long or double or decimal or bool or DateOnly or DateTimeOffset))
            {
                throw new ArgumentException($"A parameter is a {parameter.GetType().Name}; expected string, int, long, double, decimal, bool, DateOnly, DateTimeOffset or null. Convert it first.", nameof(parameters));
            }
        }

        Text = text;
        Parameters = parameters;
    }

    /// <summary>The SQL, with <c>?</c> for each parameter.</summary>
    public string Text { get; }

    /// <summary>The values, in the order of the <c>?</c>.</summary>
    public IReadOnlyList<object?> Parameters { get; }

    /// <summary>
    /// Creates a statement from an interpolated string: every hole becomes a parameter, so a value can never become SQL.
    /// <c>SqlStatement.From($"SELECT * FROM songs WHERE song_id = {id}")</c>
    /// </summary>
    public static SqlStatement From(SqlInterpolatedStringHandler text) => text.ToStatement();

    /// <summary>The text only: values may be personal.</summary>
    public override string ToString() => Text;
}
