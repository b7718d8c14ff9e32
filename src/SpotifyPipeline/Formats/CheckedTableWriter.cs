using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Refuses what no format may write, so that each format is only about its bytes; for formats of your own too.</summary>
/// <remarks>
/// What it refuses: rows of another table, NULL in a column that is not nullable, calls after the end of the file or after a failure,
/// and calls that are cancelled before they begin. The writer inside sees none of these and is disposed once.
/// </remarks>
public sealed class CheckedTableWriter : ITableWriter
{
    private readonly TableDefinition _table;
    private readonly ITableWriter _inner;
    private State _state;

    private CheckedTableWriter(TableDefinition table, ITableWriter inner)
    {
        _table = table;
        _inner = inner;
    }

    private enum State
    {
        Open,
        Broken,
        Complete,
        Disposed,
    }

    /// <summary>Begins a file behind the checks.</summary>
    /// <param name="table">The table of the file.</param>
    /// <param name="destination">Where the bytes go; left open.</param>
    /// <param name="create">Makes the writer of the bytes; called once, when the arguments are good.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> cannot be written to.</exception>
    public static CheckedTableWriter Over(TableDefinition table, Stream destination, Func<ITableWriter> create)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(create);
        return destination.CanWrite
            ? new CheckedTableWriter(table, create())
            : throw new ArgumentException($"The stream for a file of table \"{table.Name}\" cannot be written to. Open it for writing.", nameof(destination));
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireOpen();
        RequireSameTable(rows);
        RequireValues(rows);
        cancellationToken.ThrowIfCancellationRequested();

        // Part of the rows may have left already when this fails, so that nothing may follow them.
        _state = State.Broken;
        await _inner.WriteAsync(rows, cancellationToken).ConfigureAwait(false);
        _state = State.Open;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        _state = State.Broken;
        await _inner.CompleteAsync(cancellationToken).ConfigureAwait(false);
        _state = State.Complete;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_state == State.Disposed)
        {
            return ValueTask.CompletedTask;
        }

        _state = State.Disposed;
        return _inner.DisposeAsync();
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Complete)
        {
            throw new InvalidOperationException($"The file of table \"{_table.Name}\" is complete. Create another writer for more rows.");
        }

        if (_state == State.Broken)
        {
            throw new InvalidOperationException($"An earlier write to this file of table \"{_table.Name}\" failed or is still under way. Await every call; after a failure, discard the file and write it again.");
        }
    }

    private void RequireSameTable(TableRows rows)
    {
        var other = rows.Definition;
        if (!ReferenceEquals(_table, other) && !(_table.Name == other.Name && _table.Columns.SequenceEqual(other.Columns)))
        {
            throw new ArgumentException($"The rows are of table \"{other.Name}\" ({Describe(other)}); this file is of table \"{_table.Name}\" ({Describe(_table)}). Create a writer for each table.", nameof(rows));
        }
    }

    private static string Describe(TableDefinition table) => string.Join(", ", table.Columns.Select(c => $"{c.Name} {c.Type}{(c.IsNullable ? "?" : "")}"));

    private static void RequireValues(TableRows rows)
    {
        var columns = rows.Definition.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].IsNullable || rows.Columns[i].NullCount == 0)
            {
                continue;
            }

            for (var row = 0; row < rows.Count; row++)
            {
                if (rows.Columns[i].IsNull(row))
                {
                    throw new ArgumentException($"Row {row} of table \"{rows.Definition.Name}\" has NULL in \"{columns[i].Name}\", which is not nullable. Leave the row out, or make the column nullable in the definition.", nameof(rows));
                }
            }
        }
    }
}
