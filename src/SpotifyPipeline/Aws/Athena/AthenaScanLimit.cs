using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Refuses before it costs anything what would read whole tables that are known to be too large.</summary>
/// <remarks>
/// A statement with a condition on the partition column is let through, since only Athena knows what it will skip; and columns
/// that are not read are counted, so the figure is an upper bound. The limit is held exactly while the query runs.
/// </remarks>
internal sealed class AthenaScanLimit(ITableCatalog catalog, IObjectStore store, AwsOptions options)
{
    /// <param name="statement">What was asked.</param>
    /// <param name="complete">The same with the shared views that it names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="QueryException">The files of the tables that the statement names hold more than the limit.</exception>
    public async Task CheckAsync(SqlStatement statement, SqlStatement complete, CancellationToken cancellationToken)
    {
        if (options.MaxScanBytes is not { } limit || statement.Text.Contains(TableDefinition.PartitionColumn, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var bytes = 0L;
        var named = new List<string>();
        foreach (var table in await catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false))
        {
            // Also as a part of a name: songs_latest, made as a view by somebody, reads songs.
            if (!complete.Text.Contains(table.Definition.Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            named.Add(table.Definition.Name);
            await foreach (var file in store.ListAsync(table.Prefix, null, cancellationToken).ConfigureAwait(false))
            {
                bytes += file.Length;
                if (bytes > limit)
                {
                    throw new QueryException(
                        $"The statement has no condition on {TableDefinition.PartitionColumn}, and the files of {string.Join(", ", named)} hold more than SpotifyPipeline:Aws:MaxScanBytes ({limit:N0} bytes). It was not started. Add a condition on {TableDefinition.PartitionColumn}, or raise the limit.");
                }
            }
        }
    }
}
