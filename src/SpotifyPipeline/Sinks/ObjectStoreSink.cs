using System.IO.Pipelines;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Writes rows as files of a format into an object store, below the table's folder and partition.</summary>
internal sealed class ObjectStoreSink : ITableSink
{
    private readonly IObjectStore _store;
    private readonly LakeLayout _layout;
    private readonly ITableFormat _format;
    private readonly string? _categoryColumn;

    public ObjectStoreSink(IObjectStore store, LakeLayout layout, ITableFormat format, string? categoryColumn = null)
    {
        _store = store;
        _layout = layout;
        _format = format;
        _categoryColumn = categoryColumn;
    }

    public async Task<IReadOnlyList<DataFile>> WriteAsync(TableRows rows, DateOnly snapshotDate, string unit, CancellationToken cancellationToken)
    {
        var files = new List<DataFile>();
        foreach (var (category, part) in CategorySplit.Split(rows, _categoryColumn))
        {
            if (part.Count == 0)
            {
                continue;
            }

            var folder = category is { } value ? CategorySplit.Folder(_categoryColumn!, value.Value) : null;
            var key = _layout.DataFileKey(rows.Definition.Name, snapshotDate, unit, _format.FileExtension, folder);
            var bytes = await WriteFileAsync(key, part, cancellationToken).ConfigureAwait(false);
            files.Add(new DataFile(key, snapshotDate, unit, part.Count, bytes, category?.Value));
        }

        return files;
    }

    private async Task<long> WriteFileAsync(string key, TableRows rows, CancellationToken cancellationToken)
    {
        // A pipe lets the store read while the format writes: no file is ever whole in memory.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, useSynchronizationContext: false));
        var counting = new CountingStream(pipe.Writer.AsStream(leaveOpen: true));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var put = PutAsync(key, pipe.Reader, stop);
        try
        {
            var writer = _format.CreateWriter(rows.Definition, counting);
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(rows, stop.Token).ConfigureAwait(false);
                await writer.CompleteAsync(stop.Token).ConfigureAwait(false);
            }

            await counting.FlushAsync(stop.Token).ConfigureAwait(false);
            await pipe.Writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The store sees a stream that fails, never one that ends early: half a file is not put.
            await pipe.Writer.CompleteAsync(e).ConfigureAwait(false);
            await put.ConfigureAwait(false);
            throw;
        }

        await put.ConfigureAwait(false);
        return counting.Written;
    }

    private async Task PutAsync(string key, PipeReader reader, CancellationTokenSource stop)
    {
        try
        {
            var content = reader.AsStream();
            await using (content.ConfigureAwait(false))
            {
                await _store.PutAsync(key, content, PutCondition.Always, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            await reader.CompleteAsync(e).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
