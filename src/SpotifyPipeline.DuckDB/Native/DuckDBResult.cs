using SpotifyPipeline.Query;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>A streaming result: columns at once, rows chunk by chunk (about 2,000 each).</summary>
internal sealed unsafe class DuckDBResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly ColumnReader[] _readers;

    public DuckDBResult(ResultHandle handle)
    {
        _handle = handle;
        var count = (int)NativeMethods.ColumnCount(handle.Pointer);
        _readers = new ColumnReader[count];
        var columns = new QueryColumn[count];
        for (var i = 0; i < count; i++)
        {
            _readers[i] = ColumnReader.Take(NativeMethods.ColumnLogicalType(handle.Pointer, (ulong)i));
            columns[i] = new QueryColumn(NativeMethods.Text(NativeMethods.ColumnName(handle.Pointer, (ulong)i)), _readers[i].SqlType);
        }

        Columns = columns;
    }

    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The next rows, or null at the end.</summary>
    /// <exception cref="DuckDBException">The statement failed while it was running.</exception>
    public object?[][]? ReadChunk()
    {
        var chunk = NativeMethods.FetchChunk(*_handle.Pointer);
        if (chunk == 0)
        {
            // The end and a failure look alike but for the error.
            var error = NativeMethods.Text(NativeMethods.ResultError(_handle.Pointer));
            return error.Length == 0 ? null : throw new DuckDBException(error);
        }

        try
        {
            var rows = new object?[(int)NativeMethods.ChunkSize(chunk)][];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = new object?[_readers.Length];
            }

            for (var column = 0; column < _readers.Length; column++)
            {
                _readers[column].ReadAll(NativeMethods.ChunkVector(chunk, (ulong)column), rows, column);
            }

            return rows;
        }
        finally
        {
            NativeMethods.DestroyChunk(ref chunk);
        }
    }

    public void Dispose() => _handle.Dispose();
}
