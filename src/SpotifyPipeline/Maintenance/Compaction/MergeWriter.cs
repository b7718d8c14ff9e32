using System.Runtime.CompilerServices;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.State;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Writes the rows of some files as one, part after part.</summary>
internal sealed class MergeWriter(IFileQueryEngine engine, TableFileWriter files)
{
    // What a reader may skip by its statistics, and what is in memory at once.
    private const int RowsOfGroup = 200_000;

    /// <param name="table">The table.</param>
    /// <param name="key">The new file.</param>
    /// <param name="sources">What to read, in order.</param>
    /// <param name="isKept">Which parts are taken over.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left.</param>
    /// <returns>The rows and bytes of the new file.</returns>
    /// <exception cref="SpotifyPipelineException">A file holds other rows than the catalog says.</exception>
    public Task<(long Rows, long Bytes)> WriteAsync(
        CatalogTable table, string key, IReadOnlyList<MergeSource> sources, Func<MergedPart, bool> isKept, CancellationToken cancellationToken)
    {
        var definition = table.CategoryColumn is { } category && table.Definition.Has(category) ? table.Definition.Without(category) : table.Definition;
        return files.WriteAsync(key, definition, BatchesAsync(definition, sources, isKept, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<TableRows> BatchesAsync(
        TableDefinition definition, IReadOnlyList<MergeSource> sources, Func<MergedPart, bool> isKept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new TableRows(definition);
        foreach (var source in sources)
        {
            var parts = source.Parts.Select(p => (p.Rows, IsKept: isKept(p))).ToList();
            var (part, rowOfPart, read) = (0, 0L, 0L);
            var result = await engine.ReadFileAsync(source.File.Key, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
            {
                var names = result.Columns.Select(c => c.Name).ToList();
                var places = definition.Columns.Select(c => names.IndexOf(c.Name)).ToArray();
                await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    while (part < parts.Count && rowOfPart == parts[part].Rows)
                    {
                        (part, rowOfPart) = (part + 1, 0);
                    }

                    read++;
                    rowOfPart++;
                    if (part == parts.Count || !parts[part].IsKept)
                    {
                        continue;
                    }

                    QueryRows.Append(row, places, rows);
                    if (rows.Count == RowsOfGroup)
                    {
                        yield return rows;
                        rows.Clear();
                    }
                }
            }

            if (read != source.Parts.Sum(p => p.Rows))
            {
                throw new SpotifyPipelineException(
                    $"The file {source.File.Key} holds {read:N0} rows; expected {source.Parts.Sum(p => p.Rows):N0}, as the catalog says. It was rewritten just now, or changed by hand. Run the compaction again.", isTransient: true);
            }
        }

        if (rows.Count > 0)
        {
            yield return rows;
        }
    }
}
