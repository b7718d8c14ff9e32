namespace SpotifyPipeline.Query;

/// <summary>A row of a result.</summary>
/// <remarks>
/// Values are string, bool, int, long, double, decimal, <see cref="DateOnly"/>, <see cref="DateTime"/> (UTC where the column
/// is an instant), <c>string[]</c> or null; the same on every engine.
/// </remarks>
public sealed class QueryRow
{
    private readonly IReadOnlyList<QueryColumn> _columns;
    private readonly object?[] _values;

    /// <summary>Creates a row; the values are in the order of the columns.</summary>
    public QueryRow(IReadOnlyList<QueryColumn> columns, object?[] values)
    {
        _columns = columns;
        _values = values;
    }

    /// <summary>The number of columns.</summary>
    public int Count => _values.Length;

    /// <summary>The value in a column (0-based).</summary>
    public object? this[int column] => _values[column];

    /// <summary>The value in a column; names are compared without case.</summary>
    /// <exception cref="ArgumentException">The result has no such column.</exception>
    public object? this[string column] => _values[Ordinal(column)];

    /// <summary>A text, or null.</summary>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public string? GetString(string column) => (string?)this[column];

    /// <summary>A whole number, or null.</summary>
    /// <exception cref="InvalidCastException">The column does not hold whole numbers.</exception>
    /// <exception cref="OverflowException">The number is beyond 64 bits.</exception>
    public long? GetInt64(string column) => this[column] switch
    {
        null => null,
        long value => value,
        int value => value,
        decimal value when decimal.IsInteger(value) => decimal.ToInt64(value),
        var other => throw Mismatch(column, other, "a whole number"),
    };

    /// <summary>A whole number of at most 32 bits, or null.</summary>
    /// <exception cref="InvalidCastException">The column does not hold whole numbers.</exception>
    /// <exception cref="OverflowException">The number is beyond 32 bits.</exception>
    public int? GetInt32(string column) => GetInt64(column) is { } value ? checked((int)value) : null;

    /// <summary>A number, or null.</summary>
    /// <exception cref="InvalidCastException">The column does not hold numbers.</exception>
    public double? GetDouble(string column) => this[column] switch
    {
        null => null,
        double value => value,
        long value => value,
        int value => value,
        decimal value => (double)value,
        var other => throw Mismatch(column, other, "a number"),
    };

    /// <summary>True, false or null.</summary>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public bool? GetBoolean(string column) => (bool?)this[column];

    /// <summary>A day, or null.</summary>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public DateOnly? GetDate(string column) => this[column] switch
    {
        null => null,
        DateOnly value => value,
        DateTime value when value.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(value),
        var other => throw Mismatch(column, other, "a date"),
    };

    /// <summary>An instant in UTC, or null.</summary>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public DateTime? GetTimestamp(string column) => (DateTime?)this[column];

    private int Ordinal(string column)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (string.Equals(_columns[i].Name, column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new ArgumentException($"The result has no column \"{column}\"; it has {string.Join(", ", _columns.Select(c => c.Name))}.", nameof(column));
    }

    private static InvalidCastException Mismatch(string column, object value, string expected) =>
        new($"Column \"{column}\" holds {value} ({value.GetType().Name}); expected {expected}.");
}
