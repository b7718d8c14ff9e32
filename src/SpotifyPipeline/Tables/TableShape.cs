namespace SpotifyPipeline.Tables;

/// <summary>How a table of the library is to look in this lake: without some columns, with others renamed or added.</summary>
/// <remarks>The file, the catalog, the DDL and the docs follow together. Steps are applied in the order in which they are given.</remarks>
/// <example><code>
/// shape.Drop("isrc").Rename("song_name", "title").Add("duration_bucket")
/// </code></example>
public sealed class TableShape
{
    private readonly List<Action<ShapePlan>> _steps = [];

    /// <summary>Leaves columns out. Key columns, <c>run_id</c> and <c>extracted_at</c> cannot be left out.</summary>
    public TableShape Drop(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var column in columns)
        {
            _steps.Add(plan => plan.Drop(column));
        }

        return this;
    }

    /// <summary>Gives a column another name, lower-case snake_case.</summary>
    public TableShape Rename(string column, string newName)
    {
        TableNames.Require(newName, "column");
        _steps.Add(plan => plan.Rename(column, newName));
        return this;
    }

    /// <summary>
    /// Adds a shipped enrichment: <c>release_decade</c> to <c>albums</c>; <c>is_collaboration</c> or <c>duration_bucket</c> to <c>songs</c>.
    /// </summary>
    public TableShape Add(string enrichment)
    {
        _steps.Add(plan => plan.Add(Enrichments.Find(plan.Table, enrichment)));
        return this;
    }

    /// <summary>Adds a text column; a null is NULL.</summary>
    /// <param name="name">Lower-case snake_case.</param>
    /// <param name="value">The value, from the row as the library made it: under the original names, dropped columns included.</param>
    /// <param name="description">One line for the catalog and the docs.</param>
    public TableShape AddString(string name, Func<TableRow, string?> value, string description = "") =>
        Add(name, ColumnType.String, description, (row, column) => ((StringColumn)column).Append(value(row)));

    /// <summary>Adds a column of 64-bit integers; see <see cref="AddString"/>.</summary>
    public TableShape AddInt64(string name, Func<TableRow, long?> value, string description = "") =>
        Add(name, ColumnType.Int64, description, (row, column) => ((Int64Column)column).Append(value(row)));

    /// <summary>Adds a column of 64-bit IEEE numbers; see <see cref="AddString"/>.</summary>
    public TableShape AddDouble(string name, Func<TableRow, double?> value, string description = "") =>
        Add(name, ColumnType.Double, description, (row, column) => ((DoubleColumn)column).Append(value(row)));

    /// <summary>Adds a column of true or false; see <see cref="AddString"/>.</summary>
    public TableShape AddBoolean(string name, Func<TableRow, bool?> value, string description = "") =>
        Add(name, ColumnType.Boolean, description, (row, column) => ((BooleanColumn)column).Append(value(row)));

    /// <summary>What becomes of a table.</summary>
    /// <exception cref="ArgumentException">A step names a column that is not there, is a key, or is there already.</exception>
    internal ShapePlan Apply(TableDefinition table)
    {
        var plan = new ShapePlan(table);
        foreach (var step in _steps)
        {
            step(plan);
        }

        plan.Close();
        return plan;
    }

    private TableShape Add(string name, ColumnType type, string description, Action<TableRow, ColumnData> append)
    {
        TableNames.Require(name, "column");
        _steps.Add(plan => plan.Add(new Enrichment(new ColumnDefinition(name, type, true, description), (rows, _) =>
        {
            var column = ColumnData.Create(type);
            for (var row = 0; row < rows.Count; row++)
            {
                append(new TableRow(rows, row), column);
            }

            return column;
        })));
        return this;
    }
}
