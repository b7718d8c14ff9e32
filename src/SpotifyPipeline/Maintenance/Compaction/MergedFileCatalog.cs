using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>A catalog in which a unit may be done again after its rows went into a merged file: they are taken out of it in the same step.</summary>
/// <remarks>
/// So event, batch, replay and compaction share one rule (docs/decisions/0001): the rows of a unit stand in one file. A table
/// without merged files costs one more listing, of nothing.
/// </remarks>
internal sealed class MergedFileCatalog(IFileCatalog inner, IObjectStore store, MergedFiles files, Merges merges) : IFileCatalog
{
    public Task EnsureTableAsync(CatalogTable table, CancellationToken cancellationToken) => inner.EnsureTableAsync(table, cancellationToken);

    public Task<IReadOnlyList<CatalogTable>> ListTablesAsync(CancellationToken cancellationToken) => inner.ListTablesAsync(cancellationToken);

    public Task<FileList> ListFilesAsync(string table, CancellationToken cancellationToken) => inner.ListFilesAsync(table, cancellationToken);

    public async Task AddFilesAsync(CatalogTable table, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(added);
        var keys = added.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var days = added.Select(f => f.SnapshotDate).Distinct().ToList();
        var isKnown = await ReleaseAsync(table.Definition.Name, days, keys, cancellationToken).ConfigureAwait(false);
        if (!isKnown)
        {
            await inner.AddFilesAsync(table, added, cancellationToken).ConfigureAwait(false);

            // A compaction may have begun in between, with the unit's file as it was before.
            isKnown = days.Count > 0 && await ReleaseAsync(table.Definition.Name, days, keys, cancellationToken).ConfigureAwait(false);
        }

        if (isKnown)
        {
            await inner.EnsureTableAsync(table, cancellationToken).ConfigureAwait(false);
            await RequireThereAsync(added, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var list = await inner.ListFilesAsync(table.Definition.Name, cancellationToken).ConfigureAwait(false);
                if (await TakeOutAsync(table.Definition.Name, list, keys, [], added, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    public async Task<bool> ReplaceFilesAsync(string table, string version, IReadOnlyCollection<string> removedKeys, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removedKeys);
        ArgumentNullException.ThrowIfNull(added);
        var list = await inner.ListFilesAsync(table, cancellationToken).ConfigureAwait(false);
        return list.Version == version
            && await TakeOutAsync(table, list, [.. removedKeys, .. added.Select(f => f.Key)], removedKeys, added, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Swaps the merged files that hold rows of the given files for others without them, together with what else changes.</summary>
    private async Task<bool> TakeOutAsync(
        string table, FileList list, HashSet<string> keys, IReadOnlyCollection<string> removed, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken)
    {
        var others = new List<(MergeRecord Record, DataFile? File)>();
        var gone = removed.ToHashSet(StringComparer.Ordinal);
        var folders = keys.Select(MergePlanner.FolderOf).ToHashSet(StringComparer.Ordinal);
        var near = list.Files.Where(f => f.IsMerged && !gone.Contains(f.Key) && folders.Contains(MergePlanner.FolderOf(f.Key))).ToList();
        foreach (var source in await files.DescribeAsync(table, near, cancellationToken).ConfigureAwait(false))
        {
            if (source.Parts.Any(p => keys.Contains(p.Key)))
            {
                others.Add(await files.WriteAsync(list.Table!, [source], p => !keys.Contains(p.Key), cancellationToken).ConfigureAwait(false));
                gone.Add(source.File.Key);
            }
        }

        if (!await inner.ReplaceFilesAsync(table, list.Version, gone, [.. added, .. others.Select(o => o.File).OfType<DataFile>()], cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        foreach (var (record, _) in others)
        {
            await files.NoteSwapAsync(record, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Takes the files from the lists of what is to be deleted.</summary>
    /// <returns>Whether a merged file knows any of them.</returns>
    private async Task<bool> ReleaseAsync(string table, IEnumerable<DateOnly> days, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var isKnown = false;
        foreach (var day in days)
        {
            await foreach (var record in merges.ListAsync(table, day, cancellationToken).ConfigureAwait(false))
            {
                isKnown |= record.Parts.Any(p => keys.Contains(p.Key));
                if (record.SwappedAt is null && record.Key is not null && (await files.ListedAsync(table, cancellationToken).ConfigureAwait(false)).Contains(record.Key))
                {
                    // A compaction died after its swap. Noted now, since the file may leave the list, and its sources would stay for ever.
                    await files.NoteSwapAsync(record, cancellationToken).ConfigureAwait(false);
                }

                if (!record.Sources.Any(keys.Contains))
                {
                    continue;
                }

                // Listed and so a merge that ended, or one that will find its files changed and not be swapped.
                await merges.ChangeAsync(
                    record,
                    current => !current.IsDeleting
                        ? current with { Sources = [.. current.Sources.Where(s => !keys.Contains(s))] }
                        : throw new SpotifyPipelineException($"Old files of table \"{table}\" of {day:yyyy-MM-dd} are being deleted by a compaction just now. Run it again when the compaction has ended; if it died, run compact first.", isTransient: true),
                    cancellationToken).ConfigureAwait(false);
            }
        }

        return isKnown;
    }

    /// <summary>A compaction may have deleted the file as the old one while it was written anew. From here on it does not.</summary>
    private async Task RequireThereAsync(IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken)
    {
        foreach (var file in added)
        {
            var stored = await store.OpenReadAsync(file.Key, new ObjectRange(0, 1), cancellationToken).ConfigureAwait(false)
                ?? throw new SpotifyPipelineException($"The file {file.Key} was deleted by a compaction while its unit was being done again. Nothing is lost: run it again.", isTransient: true);
            await stored.DisposeAsync().ConfigureAwait(false);
        }
    }
}
