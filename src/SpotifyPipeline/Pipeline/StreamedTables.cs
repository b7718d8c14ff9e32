using System.Collections.Concurrent;
using System.Threading.Channels;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Pipeline;

/// <summary>Takes finished rows of a unit to their files while the unit goes on; disposed before the end, it leaves nothing of them.</summary>
internal sealed class StreamedTables(IStreamingTableSink sink, UnitPlan unit, CancellationToken cancellationToken) : IRowReceiver, IAsyncDisposable
{
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    public int BatchSize => sink.BatchSize;

    public bool CanReceive(TableDefinition table) => sink.CanStream(table);

    public TableRows? Receive(TableRows rows)
    {
        if (!_lanes.TryGetValue(rows.Definition.Name, out var lane))
        {
            _lanes.Add(rows.Definition.Name, lane = new Lane(sink.Begin(rows.Definition, unit.SnapshotDate, unit.Name), cancellationToken));
        }

        return lane.Take(rows);
    }

    /// <summary>Ends the file of a table with its last rows; null where nothing of the table has streamed.</summary>
    public async Task<DataFile?> TryCompleteAsync(TableRows rest) =>
        _lanes.TryGetValue(rest.Definition.Name, out var lane) ? await lane.CompleteAsync(rest).ConfigureAwait(false) : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class Lane : IAsyncDisposable
    {
        private readonly ITableStream _file;
        private readonly CancellationToken _cancellationToken;

        // One batch waits while one is written: more would only cost memory.
        private readonly Channel<TableRows> _batches = Channel.CreateBounded<TableRows>(1);
        private readonly ConcurrentQueue<TableRows> _written = [];
        private readonly Task _writing;

        public Lane(ITableStream file, CancellationToken cancellationToken)
        {
            _file = file;
            _cancellationToken = cancellationToken;
            _writing = Task.Run(WriteAsync, CancellationToken.None);
        }

        public TableRows? Take(TableRows rows)
        {
            if (!_batches.Writer.TryWrite(rows))
            {
                try
                {
                    // Documents are added on a thread of their own, one after the other: whoever adds may wait.
                    _batches.Writer.WriteAsync(rows, _cancellationToken).AsTask().GetAwaiter().GetResult();
                }
                catch (ChannelClosedException)
                {
                    _writing.GetAwaiter().GetResult();
                    throw;
                }
            }

            return _written.TryDequeue(out var written) ? written : null;
        }

        public async Task<DataFile> CompleteAsync(TableRows rest)
        {
            _batches.Writer.TryComplete();
            await _writing.ConfigureAwait(false);
            _written.Clear();
            if (rest.Count > 0)
            {
                await _file.WriteAsync(rest, _cancellationToken).ConfigureAwait(false);
            }

            return await _file.CompleteAsync(_cancellationToken).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            _batches.Writer.TryComplete();
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _file.DisposeAsync().ConfigureAwait(false);
        }

        private async Task WriteAsync()
        {
            try
            {
                await foreach (var rows in _batches.Reader.ReadAllAsync(_cancellationToken).ConfigureAwait(false))
                {
                    await _file.WriteAsync(rows, _cancellationToken).ConfigureAwait(false);
                    _written.Enqueue(rows);
                }
            }
            catch (Exception e)
            {
                _batches.Writer.TryComplete(e);
                throw;
            }
        }
    }
}
