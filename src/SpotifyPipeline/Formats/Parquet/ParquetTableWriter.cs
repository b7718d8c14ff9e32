using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Writes row groups as they come and the footer at the end.</summary>
internal sealed class ParquetTableWriter : ITableWriter
{
    /// <summary>Below this many values a second thread costs more than it gives.</summary>
    private const int ParallelFrom = 100_000;

    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly TableDefinition _table;
    private readonly Stream _destination;
    private readonly ParquetFormatOptions _options;
    private readonly ParquetColumn[] _columns;
    private readonly PooledBuffer[] _buffers;
    private readonly ColumnChunkEncoder?[] _encoders;
    private readonly List<RowGroup> _rowGroups = [];
    private long _position;

    public ParquetTableWriter(TableDefinition table, Stream destination, ParquetFormatOptions options)
    {
        _table = table;
        _destination = destination;
        _options = options;
        _columns = [.. table.Columns.Select(c => new ParquetColumn(c))];
        _buffers = [.. _columns.Select(_ => new PooledBuffer())];
        _encoders = new ColumnChunkEncoder?[Math.Min(options.MaxDegreeOfParallelism, _columns.Length)];
    }

    public async ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        for (int from = 0, count; from < rows.Count; from += count)
        {
            count = Math.Min(_options.RowGroupSize, rows.Count - from);
            var chunks = await EncodeAsync(rows, from, count, cancellationToken).ConfigureAwait(false);
            await BeginFileAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < chunks.Length; i++)
            {
                chunks[i] = chunks[i] with { Offset = _position };
                await AppendAsync(_buffers[i].WrittenMemory, cancellationToken).ConfigureAwait(false);
            }

            _rowGroups.Add(new RowGroup(count, chunks));
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await BeginFileAsync(cancellationToken).ConfigureAwait(false);
        using var footer = new PooledBuffer();
        ParquetFooter.Write(footer, _table, _columns, _rowGroups, _options);
        footer.WriteInt32(footer.Length);
        footer.Write(Magic);
        await AppendAsync(footer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        await _destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        foreach (var encoder in _encoders)
        {
            encoder?.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<ColumnChunk[]> EncodeAsync(TableRows rows, int from, int count, CancellationToken cancellationToken)
    {
        var chunks = new ColumnChunk[_columns.Length];
        var next = -1;
        if (_encoders.Length == 1 || (long)count * _columns.Length < ParallelFrom)
        {
            EncodeColumns(0);
        }
        else
        {
            await Task.WhenAll(Enumerable.Range(0, _encoders.Length).Select(i => Task.Run(() => EncodeColumns(i), CancellationToken.None))).ConfigureAwait(false);
        }

        return chunks;

        void EncodeColumns(int worker)
        {
            var encoder = _encoders[worker] ??= new ColumnChunkEncoder(_options);
            for (var i = Interlocked.Increment(ref next); i < chunks.Length; i = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                chunks[i] = encoder.Encode(_columns[i], rows.Columns[i], from, count, _buffers[i]);
            }
        }
    }

    private ValueTask BeginFileAsync(CancellationToken cancellationToken) =>
        _position == 0 ? AppendAsync(Magic, cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        _position += bytes.Length;
    }
}
