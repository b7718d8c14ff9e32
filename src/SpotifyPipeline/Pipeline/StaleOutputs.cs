using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline;

/// <summary>Takes away files of a unit that doing it again no longer gives: a table that became empty, a document that was refused.</summary>
internal sealed class StaleOutputs(IObjectStore store, ITableCatalog catalog)
{
    /// <summary>Removes them from the catalog first, so that no reader is sent to a file that is gone.</summary>
    /// <param name="before">The keys that the unit had.</param>
    /// <param name="now">The files that it has.</param>
    /// <param name="cancellationToken">Ends the call; what is left is taken away the next time.</param>
    public async Task RemoveAsync(IReadOnlyCollection<string> before, IReadOnlyCollection<DataFile> now, CancellationToken cancellationToken)
    {
        var stale = before.Except(now.Select(f => f.Key), StringComparer.Ordinal).ToList();
        if (stale.Count == 0)
        {
            return;
        }

        if (catalog is IFileCatalog files)
        {
            foreach (var table in await files.ListTablesAsync(cancellationToken).ConfigureAwait(false))
            {
                var keys = stale.Where(k => k.StartsWith(table.Prefix, StringComparison.Ordinal)).ToList();
                while (keys.Count > 0)
                {
                    var list = await files.ListFilesAsync(table.Definition.Name, cancellationToken).ConfigureAwait(false);
                    if (await files.ReplaceFilesAsync(table.Definition.Name, list.Version, keys, [], cancellationToken).ConfigureAwait(false))
                    {
                        break;
                    }
                }
            }
        }

        await store.DeleteAsync(stale, cancellationToken).ConfigureAwait(false);
    }
}
