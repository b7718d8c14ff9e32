namespace SpotifyPipeline.Tables;

/// <summary>What a <see cref="TableShape"/> makes of one table.</summary>
internal sealed class ShapePlan(TableDefinition table)
{
    private readonly List<Part> _parts =
        [.. table.Columns.Where(c => c != TableDefinition.RunId && c != TableDefinition.ExtractedAt).Select(c => new Part(c, c.Name, null))];

    private TableDefinition? _shaped;

    /// <summary>The table as the library makes it.</summary>
    public TableDefinition Table => table;

    /// <summary>The table as the lake has it.</summary>
    public TableDefinition Shaped => _shaped ?? throw new InvalidOperationException("The plan is not closed.");

    /// <summary>Whether a column is computed from the rows of another table.</summary>
    public bool LooksAt(string other) => _parts.Any(p => p.Enrichment?.LooksAt == other);

    public void Drop(string column)
    {
        var index = Find(column);
        if (_parts[index].Source is { } source && table.Key.Contains(source))
        {
            throw new ArgumentException($"Column \"{column}\" identifies the rows of table \"{table.Name}\" (key: {string.Join(", ", table.Key)}) and cannot be dropped; rename it instead.", nameof(column));
        }

        _parts.RemoveAt(index);
    }

    public void Rename(string column, string newName)
    {
        var index = Find(column);
        _parts[index] = _parts[index] with { Column = _parts[index].Column with { Name = newName } };
    }

    public void Add(Enrichment enrichment) => _parts.Add(new Part(enrichment.Column, null, enrichment));

    public void Close() => _shaped = new TableDefinition(
        table.Name,
        table.Description,
        _parts.Select(p => p.Column),
        table.Key.Select(k => _parts.Find(p => p.Source == k)?.Column.Name ?? k));

    /// <summary>The rows in the lake's shape. Columns that stay are shared, not copied.</summary>
    public TableRows Apply(TableRows rows, IReadOnlyList<TableRows> unit)
    {
        var columns = new ColumnData[_parts.Count + 2];
        for (var i = 0; i < _parts.Count; i++)
        {
            columns[i] = _parts[i].Enrichment is { } enrichment ? enrichment.Compute(rows, unit) : rows.Columns[table.Ordinal(_parts[i].Source!)];
        }

        columns[^2] = rows.Column<StringColumn>(TableDefinition.RunId.Name);
        columns[^1] = rows.Column<Int64Column>(TableDefinition.ExtractedAt.Name);
        return new TableRows(Shaped, columns, rows.Count);
    }

    private int Find(string column)
    {
        var index = _parts.FindIndex(p => p.Column.Name == column);
        return index >= 0
            ? index
            : throw new ArgumentException($"Table \"{table.Name}\" has no column \"{column}\" that could be changed; it has {string.Join(", ", _parts.Select(p => p.Column.Name))}.", nameof(column));
    }

    private sealed record Part(ColumnDefinition Column, string? Source, Enrichment? Enrichment);
}
