namespace SpotifyPipeline.Tables;

/// <summary>Rows of one table, kept column by column. Built by transformers, read by formats.</summary>
/// <remarks>Append one value to each column, then call <see cref="EndRow"/>. Not safe for concurrent use.</remarks>
public sealed class TableRows
{
    private readonly ColumnData[] _columns;

    /// <summary>Creates an empty set of rows.</summary>
    public TableRows(TableDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        _columns = [.. definition.Columns.Select(c => ColumnData.Create(c.Type))];
    }

    /// <summary>Rows over columns that exist already, all of <paramref name="count"/> values; nothing is copied.</summary>
    internal TableRows(TableDefinition definition, ColumnData[] columns, int count)
    {
        Definition = definition;
        _columns = columns;
        Count = count;
    }

    /// <summary>The table that the rows belong to.</summary>
    public TableDefinition Definition { get; }

    /// <summary>The number of complete rows.</summary>
    public int Count { get; private set; }

    /// <summary>The columns, in the order of <see cref="TableDefinition.Columns"/>.</summary>
    public IReadOnlyList<ColumnData> Columns => _columns;

    /// <summary>The column of the given name and class.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public T Column<T>(string name)
        where T : ColumnData => (T)_columns[Definition.Ordinal(name)];

    /// <summary>Ends the row: every column must hold one more value than before.</summary>
    /// <exception cref="InvalidOperationException">A column got no value, or more than one.</exception>
    public void EndRow()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Count != Count + 1)
            {
                throw new InvalidOperationException($"Row {Count} of table \"{Definition.Name}\" has {_columns[i].Count - Count} values in column \"{Definition.Columns[i].Name}\"; expected one. Append a value or a NULL to every column before EndRow().");
            }
        }

        Count++;
    }

    /// <summary>Forgets the rows and keeps the memory.</summary>
    internal void Clear()
    {
        foreach (var column in _columns)
        {
            column.Clear();
        }

        Count = 0;
    }
}
