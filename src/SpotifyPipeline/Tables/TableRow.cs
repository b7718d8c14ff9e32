namespace SpotifyPipeline.Tables;

/// <summary>One row of a table, read by column name. A NULL is null.</summary>
public readonly struct TableRow
{
    private readonly TableRows _rows;
    private readonly int _row;

    internal TableRow(TableRows rows, int row)
    {
        _rows = rows;
        _row = row;
    }

    /// <summary>The value of a text column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public string? GetString(string column) => _rows.Column<StringColumn>(column).GetString(_row);

    /// <summary>The value of a column of 32-bit integers.</summary>
    public int? GetInt32(string column) => _rows.Column<Int32Column>(column) is var c && c.IsNull(_row) ? null : c[_row];

    /// <summary>The value of a column of 64-bit integers.</summary>
    public long? GetInt64(string column) => _rows.Column<Int64Column>(column) is var c && c.IsNull(_row) ? null : c[_row];

    /// <summary>The value of a column of true or false.</summary>
    public bool? GetBoolean(string column) => _rows.Column<BooleanColumn>(column) is var c && c.IsNull(_row) ? null : c[_row];

    /// <summary>The value of a column of days.</summary>
    public DateOnly? GetDate(string column) =>
        GetInt32(column) is { } days ? DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(days) : null;

    /// <summary>The value of a column of instants, in UTC.</summary>
    public DateTimeOffset? GetTimestamp(string column) =>
        GetInt64(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
