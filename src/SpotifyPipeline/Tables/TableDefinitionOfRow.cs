namespace SpotifyPipeline.Tables;

/// <summary>A table whose rows are made from objects of <typeparamref name="TRow"/>, by explicit functions and without reflection.</summary>
/// <typeparam name="TRow">The row, usually a record.</typeparam>
public sealed class TableDefinition<TRow> : TableDefinition
{
    private readonly Action<TRow, ColumnData>[] _writers;

    internal TableDefinition(string name, string description, IReadOnlyList<ColumnDefinition> columns, IReadOnlyList<string> key, Action<TRow, ColumnData>[] writers)
        : base(name, description, columns, key) => _writers = writers;

    /// <summary>Appends a row; <c>run_id</c> and <c>extracted_at</c> are given apart.</summary>
    internal void Append(TableRows rows, TRow row, string runId, long extractedAtMilliseconds)
    {
        for (var i = 0; i < _writers.Length; i++)
        {
            _writers[i](row, rows.Columns[i]);
        }

        ((StringColumn)rows.Columns[^2]).Append(runId);
        ((Int64Column)rows.Columns[^1]).Append(extractedAtMilliseconds);
        rows.EndRow();
    }
}
