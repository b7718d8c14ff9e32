namespace SpotifyPipeline.Tables;

/// <summary>Describes a table column by column.</summary>
/// <typeparam name="TRow">The row, usually a record.</typeparam>
/// <example><code>
/// static readonly TableDefinition&lt;Pair&gt; Table = new TableDefinitionBuilder&lt;Pair&gt;("pairs", "Artists who share a song.")
///     .String("artist_a_id", r => r.A, isKey: true)
///     .String("artist_b_id", r => r.B, isKey: true)
///     .Int32("songs", r => r.Songs)
///     .Build();
/// </code></example>
public sealed class TableDefinitionBuilder<TRow>
{
    private readonly string _name;
    private readonly string _description;
    private readonly List<ColumnDefinition> _columns = [];
    private readonly List<string> _key = [];
    private readonly List<Action<TRow, ColumnData>> _writers = [];

    /// <summary>Begins a table.</summary>
    /// <param name="name">Lower-case snake_case.</param>
    /// <param name="description">One line for the catalog and the docs.</param>
    public TableDefinitionBuilder(string name, string description = "")
    {
        _name = name;
        _description = description;
    }

    /// <summary>Adds a text column. A null is NULL; a key column must not be null.</summary>
    public TableDefinitionBuilder<TRow> String(string name, Func<TRow, string?> value, string description = "", bool isKey = false) =>
        Add(name, ColumnType.String, description, isKey, (row, column) => ((StringColumn)column).Append(value(row)));

    /// <summary>Adds a column of 32-bit integers.</summary>
    public TableDefinitionBuilder<TRow> Int32(string name, Func<TRow, int?> value, string description = "", bool isKey = false) =>
        Add(name, ColumnType.Int32, description, isKey, (row, column) => ((Int32Column)column).Append(value(row)));

    /// <summary>Adds a column of 64-bit integers.</summary>
    public TableDefinitionBuilder<TRow> Int64(string name, Func<TRow, long?> value, string description = "", bool isKey = false) =>
        Add(name, ColumnType.Int64, description, isKey, (row, column) => ((Int64Column)column).Append(value(row)));

    /// <summary>Adds a column of 64-bit IEEE numbers.</summary>
    public TableDefinitionBuilder<TRow> Double(string name, Func<TRow, double?> value, string description = "") =>
        Add(name, ColumnType.Double, description, false, (row, column) => ((DoubleColumn)column).Append(value(row)));

    /// <summary>Adds a column of true or false.</summary>
    public TableDefinitionBuilder<TRow> Boolean(string name, Func<TRow, bool?> value, string description = "") =>
        Add(name, ColumnType.Boolean, description, false, (row, column) => ((BooleanColumn)column).Append(value(row)));

    /// <summary>Adds a column of days.</summary>
    public TableDefinitionBuilder<TRow> Date(string name, Func<TRow, DateOnly?> value, string description = "", bool isKey = false) =>
        Add(name, ColumnType.Date, description, isKey, (row, column) =>
            ((Int32Column)column).Append(value(row) is { } day ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : null));

    /// <summary>Adds a column of UTC instants, kept to the millisecond.</summary>
    public TableDefinitionBuilder<TRow> Timestamp(string name, Func<TRow, DateTimeOffset?> value, string description = "", bool isKey = false) =>
        Add(name, ColumnType.Timestamp, description, isKey, (row, column) => ((Int64Column)column).Append(value(row)?.ToUnixTimeMilliseconds()));

    /// <summary>Adds a column of lists of texts.</summary>
    public TableDefinitionBuilder<TRow> StringList(string name, Func<TRow, IReadOnlyList<string>?> value, string description = "") =>
        Add(name, ColumnType.StringList, description, false, (row, column) => ((StringListColumn)column).Append(value(row)));

    /// <summary>Ends the table.</summary>
    /// <exception cref="ArgumentException">A name is not snake_case or occurs twice.</exception>
    public TableDefinition<TRow> Build() => new(_name, _description, _columns, _key, [.. _writers]);

    private TableDefinitionBuilder<TRow> Add(string name, ColumnType type, string description, bool isKey, Action<TRow, ColumnData> writer)
    {
        _columns.Add(new ColumnDefinition(name, type, !isKey, description));
        _writers.Add(writer);
        if (isKey)
        {
            _key.Add(name);
        }

        return this;
    }
}
