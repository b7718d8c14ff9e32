using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace SpotifyPipeline.Query;

/// <summary>What the compiler calls for <see cref="SqlStatement.From"/>: literals become SQL, holes become <c>?</c>.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SqlInterpolatedStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<object?> _parameters;

    /// <summary>Called by the compiler.</summary>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + formattedCount);
        _parameters = new List<object?>(formattedCount);
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value)
    {
        _text.Append('?');
        _parameters.Add(value);
    }

    internal SqlStatement ToStatement() => new(_text.ToString(), _parameters);
}
