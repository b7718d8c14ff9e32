using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Rows of one table that no later document changes: a full batch goes to the receiver, where there is one.</summary>
internal sealed class FactRows
{
    private readonly TableDefinition _definition;
    private readonly IRowReceiver? _receiver;
    private readonly (string Name, StringColumn TextsOf)[] _references;
    private readonly int _batchSize;
    private int _count;
    private long _streamed;

    /// <summary>Begins a table.</summary>
    /// <param name="definition">The table.</param>
    /// <param name="receiver">Takes full batches; null keeps all rows.</param>
    /// <param name="references">Columns whose values are rows of other columns.</param>
    public FactRows(TableDefinition definition, IRowReceiver? receiver, params (string Name, StringColumn TextsOf)[] references)
    {
        _definition = definition;
        _receiver = receiver is not null && receiver.CanReceive(definition) ? receiver : null;
        _references = references;
        _batchSize = _receiver?.BatchSize ?? int.MaxValue;
        Columns = new TableColumns(definition, references);
    }

    /// <summary>The columns of the batch under construction.</summary>
    public TableColumns Columns { get; private set; }

    /// <summary>Ends a row; true where it was the last of its batch, and <see cref="Columns"/> are others now.</summary>
    public bool EndRow()
    {
        if (++_count < _batchSize)
        {
            return false;
        }

        var batch = Columns.Complete(0).Rows;
        _streamed += _count;
        _count = 0;

        Columns = _receiver!.Receive(batch) is { } done ? new TableColumns(done) : NextLike(Columns);
        return true;
    }

    /// <summary>The rows that no receiver took.</summary>
    public TransformedRows Complete(long observed) => Columns.Complete(observed) with { Streamed = _streamed };

    // One batch is as large as the next: growing to it would touch and copy its memory twice.
    private TableColumns NextLike(TableColumns full)
    {
        var next = new TableColumns(_definition, _references);
        next.ReserveAsMuchAs(full);
        return next;
    }
}
