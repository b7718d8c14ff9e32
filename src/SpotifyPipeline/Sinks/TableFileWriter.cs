using System.IO.Pipelines;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Writes one file of a format into a store, while its rows are still being made.</summary>
internal sealed class TableFileWriter(IObjectStore store, ITableFormat format)
{
    /// <summary>How the files are written.</summary>
    public ITableFormat Format => format;

    /// <summary>Writes a file of some batches of rows; an exception of theirs leaves what was there before.</summary>
    /// <returns>The rows and bytes written.</returns>
    public async Task<(long Rows, long Bytes)> WriteAsync(string key, TableDefinition definition, IAsyncEnumerable<TableRows> batches, CancellationToken cancellationToken)
    {
        // A pipe lets the store read while the format writes: no file is ever whole in memory.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20, useSynchronizationContext: false));
        var counting = new CountingStream(pipe.Writer.AsStream(leaveOpen: true));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var put = PutAsync(key, pipe.Reader, stop);
        var rows = 0L;
        try
        {
            var writer = format.CreateWriter(definition, counting);
            await using (writer.ConfigureAwait(false))
            {
                await foreach (var batch in batches.WithCancellation(stop.Token).ConfigureAwait(false))
                {
                    rows += batch.Count;
                    await writer.WriteAsync(batch, stop.Token).ConfigureAwait(false);
                }

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
        return (rows, counting.Written);
    }

    private async Task PutAsync(string key, PipeReader reader, CancellationTokenSource stop)
    {
        try
        {
            var content = reader.AsStream();
            await using (content.ConfigureAwait(false))
            {
                await store.PutAsync(key, content, PutCondition.Always, stop.Token).ConfigureAwait(false);
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
