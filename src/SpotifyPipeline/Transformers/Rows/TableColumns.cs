using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The columns of a table under construction, by name.</summary>
internal sealed class TableColumns
{
    private readonly TableDefinition _definition;
    private readonly ColumnData[] _columns;

    /// <summary>Begins a table.</summary>
    /// <param name="definition">The table.</param>
    /// <param name="references">Columns whose values are rows of other columns.</param>
    public TableColumns(TableDefinition definition, params ReadOnlySpan<(string Name, StringColumn TextsOf)> references)
    {
        _definition = definition;
        _columns = [.. definition.Columns.Select(c => ColumnData.Create(c.Type))];
        foreach (var (name, textsOf) in references)
        {
            _columns[definition.Ordinal(name)] = new StringColumn(textsOf);
        }
    }

    /// <summary>Begins a table in the memory of rows of which nobody needs anything any more.</summary>
    public TableColumns(TableRows done)
    {
        done.Clear();
        _definition = done.Definition;
        _columns = [.. done.Columns];
    }

    public StringColumn RunId => Column<StringColumn>(TableDefinition.RunId.Name);

    public Int64Column ExtractedAt => Column<Int64Column>(TableDefinition.ExtractedAt.Name);

    public T Column<T>(string name)
        where T : ColumnData => (T)_columns[_definition.Ordinal(name)];

    /// <summary>Makes room for about as many rows as these columns of the same table hold.</summary>
    public void ReserveAsMuchAs(TableColumns other)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].ReserveAsMuchAs(other._columns[i]);
        }
    }

    /// <summary>The rows, all of which are complete.</summary>
    public TransformedRows Complete(long observed) => new(new TableRows(_definition, _columns, _columns[0].Count), observed);
}
