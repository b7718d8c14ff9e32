using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The columns of a table under construction, by name.</summary>
internal sealed class TableColumns(TableDefinition definition)
{
    private readonly ColumnData[] _columns = [.. definition.Columns.Select(c => ColumnData.Create(c.Type))];

    public StringColumn RunId => Column<StringColumn>(TableDefinition.RunId.Name);

    public Int64Column ExtractedAt => Column<Int64Column>(TableDefinition.ExtractedAt.Name);

    public T Column<T>(string name)
        where T : ColumnData => (T)_columns[definition.Ordinal(name)];

    /// <summary>The rows, all of which are complete.</summary>
    public TransformedRows Complete(long observed) => new(new TableRows(definition, _columns, _columns[0].Count), observed);
}
