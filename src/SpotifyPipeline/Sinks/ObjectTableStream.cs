using System.IO.Pipelines;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>One file of a format on its way into an object store.</summary>
internal sealed class ObjectTableStream : ITableStream
{
    private readonly IObjectStore _store;
    private readonly DataFile _file;

    // A pipe lets the store read while the format writes: no file is ever whole in memory. In pieces that a collection of garbage does not
    // move: with the usual 4 KB, a file of some megabytes is thousands of them.
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, minimumSegmentSize: 128 << 10, useSynchronizationContext: false));
    private readonly CancellationTokenSource _stop = new();
    private readonly CountingStream _counting;
    private readonly ITableWriter _writer;
    private readonly Task _put;
    private long _rows;
    private bool _isEnded;

    /// <summary>Begins a file.</summary>
    /// <param name="store">Where it goes.</param>
    /// <param name="format">How rows become bytes.</param>
    /// <param name="table">The columns.</param>
    /// <param name="file">The file without its rows and bytes.</param>
    public ObjectTableStream(IObjectStore store, ITableFormat format, TableDefinition table, DataFile file)
    {
        _store = store;
        _file = file;
        _counting = new CountingStream(_pipe.Writer.AsStream(leaveOpen: true));
        _writer = format.CreateWriter(table, _counting);
        _put = PutAsync();
    }

    public async Task WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await _writer.WriteAsync(rows, stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await FailAsync(e).ConfigureAwait(false);
            throw;
        }

        _rows += rows.Count;
    }

    public async Task<DataFile> CompleteAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        using var cancelled = cancellationToken.Register(_stop.Cancel);
        try
        {
            await _writer.CompleteAsync(stop.Token).ConfigureAwait(false);
            await _counting.FlushAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await FailAsync(e).ConfigureAwait(false);
            throw;
        }

        _isEnded = true;
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await _put.ConfigureAwait(false);
        return _file with { Rows = _rows, Bytes = _counting.Written };
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isEnded)
        {
            _isEnded = true;
            await _pipe.Writer.CompleteAsync(new OperationCanceledException("The file was given up.")).ConfigureAwait(false);
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        await _put.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _writer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    // The store sees a stream that fails, never one that ends early: half a file is not put. Where the store failed first,
    // its exception is the one to tell.
    private async Task FailAsync(Exception exception)
    {
        _isEnded = true;
        await _pipe.Writer.CompleteAsync(exception).ConfigureAwait(false);
        if (exception is OperationCanceledException)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        await _put.ConfigureAwait(false);
    }

    private async Task PutAsync()
    {
        try
        {
            var content = _pipe.Reader.AsStream();
            await using (content.ConfigureAwait(false))
            {
                await _store.PutAsync(_file.Key, content, PutCondition.Always, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            await _pipe.Reader.CompleteAsync(e).ConfigureAwait(false);
            await _stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
