using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
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
        var file = new ObjectTableStream(store, format, definition, new DataFile(key, default, "", 0, 0, null));
        await using (file.ConfigureAwait(false))
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await file.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }

            var written = await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return (written.Rows, written.Bytes);
        }
    }
}
