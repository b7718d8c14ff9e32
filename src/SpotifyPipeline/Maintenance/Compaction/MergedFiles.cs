using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Merged files: makes one, says what it holds, and puts it into the list in the place of others.</summary>
/// <remarks>
/// Record, file, list, record: a crash before the list changes leaves a file that nobody reads, and its record says so; one
/// after it leaves a record that the next compaction completes.
/// </remarks>
internal sealed class MergedFiles(IObjectStore store, IFileCatalog catalog, Merges merges, Func<MergeWriter> writer, TimeProvider time)
{
    /// <summary>The files as sources: each with the parts that it holds.</summary>
    /// <exception cref="SpotifyPipelineException">The record of a merged file is lost.</exception>
    public async Task<IReadOnlyList<MergeSource>> DescribeAsync(string table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken)
    {
        var records = new Dictionary<string, MergeRecord>(StringComparer.Ordinal);
        foreach (var day in files.Where(f => f.IsMerged).Select(f => f.SnapshotDate).Distinct())
        {
            await foreach (var record in merges.ListAsync(table, day, cancellationToken).ConfigureAwait(false))
            {
                records[record.Name] = record;
            }
        }

        return [.. files.Select(f => new MergeSource(f, !f.IsMerged ? [new MergedPart(f.Key, f.Rows)]
            : records.TryGetValue(f.Unit, out var record) ? record.Parts
            : throw new SpotifyPipelineException($"What {f.Key} was merged of is not known: {store.GetLocation("")} has no record {f.Unit} of table \"{table}\". Restore it from a copy of the state, or replay the day {f.SnapshotDate:yyyy-MM-dd} after taking the file out of the catalog.")))];
    }

    /// <summary>Writes the kept parts of some files as one new file. Nobody sees it yet.</summary>
    /// <returns>The record, and the file; no file where no part is kept.</returns>
    public async Task<(MergeRecord Record, DataFile? File)> WriteAsync(
        CatalogTable table, IReadOnlyList<MergeSource> sources, Func<MergedPart, bool> isKept, CancellationToken cancellationToken)
    {
        var write = writer();
        var first = sources[0].File;
        var parts = sources.SelectMany(s => s.Parts).Where(isKept).ToList();
        var versions = await VersionsAsync(MergePlanner.FolderOf(first.Key), cancellationToken).ConfigureAwait(false);
        var name = DataFile.MergedUnit + ContentHash.Short(string.Join('\n',
            sources.Select(s => $"{s.File.Key} {versions.GetValueOrDefault(s.File.Key)}").Concat(parts.Select(p => p.Key))));
        var key = parts.Count == 0 ? null : $"{MergePlanner.FolderOf(first.Key)}{name}.parquet";
        var wanted = new MergeRecord(table.Definition.Name, first.SnapshotDate, name, key, parts, [.. sources.Select(s => s.File.Key)], time.GetUtcNow());
        var record = await merges.CreateOrFindAsync(wanted, cancellationToken).ConfigureAwait(false);
        if (record.SwappedAt is not null)
        {
            // The same files were merged once before and have come back since, byte for byte.
            record = await merges.ChangeAsync(record, _ => wanted, cancellationToken).ConfigureAwait(false) ?? wanted;
        }

        if (key is null)
        {
            return (record, null);
        }

        var (rows, bytes) = await write.WriteAsync(table, key, sources, isKept, cancellationToken).ConfigureAwait(false);
        return (record, new DataFile(key, first.SnapshotDate, name, rows, bytes, first.Category));
    }

    /// <summary>Notes that readers see a merged file from now on.</summary>
    public Task NoteSwapAsync(MergeRecord record, CancellationToken cancellationToken) =>
        merges.ChangeAsync(record, current => current.SwappedAt is null ? current with { SwappedAt = time.GetUtcNow() } : null, cancellationToken);

    /// <summary>The files that the catalog lists, by key.</summary>
    public async Task<HashSet<string>> ListedAsync(string table, CancellationToken cancellationToken) =>
        [.. (await catalog.ListFilesAsync(table, cancellationToken).ConfigureAwait(false)).Files.Select(f => f.Key)];

    /// <summary>The versions of the objects below a folder, by key.</summary>
    public async Task<Dictionary<string, string>> VersionsAsync(string folder, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync(folder, null, cancellationToken).ConfigureAwait(false))
        {
            versions[entry.Key] = entry.Version;
        }

        return versions;
    }
}
