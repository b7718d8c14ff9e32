using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Compacts a lake whose catalog registers partitions: the engine writes a day into a folder of its own, and the partition is pointed at it.</summary>
/// <remarks>
/// The files of the units stay where they are. A unit that is done again, or comes late, writes there as ever, and its registration
/// points the partition back at all of them; the next compaction then merges again. So nothing has to be taken out of a merged file.
/// </remarks>
internal sealed class PartitionCompactor(IObjectStore store, IFolderCatalog catalog, IUnloadingQueryEngine engine, Leases leases, TimeProvider time) : ICompactor
{
    /// <summary>Below a table's folder; no partition of a unit's files lies there.</summary>
    public const string Folder = "compacted/";

    private static readonly TimeSpan Turn = TimeSpan.FromHours(1);

    public async Task<CompactionPlan> PlanAsync(CompactionOptions? options, CancellationToken cancellationToken)
    {
        var wanted = CompactionRequest.Check(options);
        RequireSwaps();
        var merges = new List<PlannedMerge>();
        var (count, bytes) = (0, 0L);
        foreach (var table in await TablesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var partition in await PartitionsAsync(table, wanted, cancellationToken).ConfigureAwait(false))
            {
                count += partition.IsCompacted ? 1 : partition.Files.Count;
                bytes += partition.Files.Sum(f => f.Length);
                if (!partition.IsCompacted && Packing.Pack(partition.Files, f => f.Length, wanted.TargetBytes).Count < partition.Files.Count)
                {
                    merges.Add(new PlannedMerge(table.Definition.Name, partition.Name.SnapshotDate, partition.Name.Category, [.. partition.Files.Select(f => f.Key)], 0, partition.Files.Sum(f => f.Length)));
                }
            }
        }

        return new CompactionPlan(merges, count, bytes);
    }

    public async Task<CompactionResult> CompactAsync(CompactionOptions? options, CancellationToken cancellationToken)
    {
        var wanted = CompactionRequest.Check(options);
        RequireSwaps();
        var lease = await leases.TryAcquireAsync("compact", Turn, cancellationToken).ConfigureAwait(false)
            ?? throw new SpotifyPipelineException($"Another compaction of this lake is under way, or has died less than {Turn.TotalMinutes:F0} minutes ago. Run it again later.", isTransient: true);
        try
        {
            var plan = await PlanAsync(wanted, cancellationToken).ConfigureAwait(false);
            var tables = (await TablesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(t => t.Definition.Name, StringComparer.Ordinal);
            var merged = 0;
            foreach (var merge in plan.Merges)
            {
                lease = await leases.RenewAsync(lease, Turn, cancellationToken).ConfigureAwait(false)
                    ?? throw new SpotifyPipelineException("Another compaction has taken over, since one partition took longer than an hour. What was merged so far stays; run it again.", isTransient: true);
                merged += await MergeAsync(tables[merge.Table], merge, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            var deleted = 0;
            foreach (var table in tables.Values)
            {
                deleted += await DeleteOldAsync(table, wanted, cancellationToken).ConfigureAwait(false);
            }

            return new CompactionResult(plan, merged, 0, deleted);
        }
        finally
        {
            await leases.ReleaseAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> MergeAsync(CatalogTable table, PlannedMerge merge, CancellationToken cancellationToken)
    {
        var source = MergePlanner.FolderOf(merge.Files[0]);
        var before = await FilesAsync(source, cancellationToken).ConfigureAwait(false);
        var name = ContentHash.Short(string.Join('\n', before.Select(f => f.Key + f.Version).Append(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))));
        var folder = $"{table.Prefix}{Folder}{source[table.Prefix.Length..]}{name}/";
        await engine.UnloadAsync(Select(table, merge), store.GetLocation(folder), cancellationToken).ConfigureAwait(false);
        if (!before.SequenceEqual(await FilesAsync(source, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        await catalog.SwapPartitionAsync(table, merge.SnapshotDate, merge.Category, folder, cancellationToken).ConfigureAwait(false);

        // A unit whose file came before the swap may have registered before it too. Later ones find the partition here and point it back.
        if (before.SequenceEqual(await FilesAsync(source, cancellationToken).ConfigureAwait(false)))
        {
            return true;
        }

        await catalog.SwapPartitionAsync(table, merge.SnapshotDate, merge.Category, source, cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Folders that no partition points at any more, since its units' files are read again for longer than a reader takes.</summary>
    private async Task<int> DeleteOldAsync(CatalogTable table, CompactionOptions options, CancellationToken cancellationToken)
    {
        var used = (await catalog.ListPartitionFoldersAsync(table, cancellationToken).ConfigureAwait(false)).Values.Select(v => v.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        var old = new List<string>();
        foreach (var folder in (await FilesAsync(table.Prefix + Folder, cancellationToken).ConfigureAwait(false)).GroupBy(f => MergePlanner.FolderOf(f.Key), StringComparer.Ordinal))
        {
            // The partition was pointed back when a newer file of a unit was written.
            var units = table.Prefix + folder.Key[(table.Prefix.Length + Folder.Length)..];
            var source = units[..(units.TrimEnd('/').LastIndexOf('/') + 1)];
            var newest = (await FilesAsync(source, cancellationToken).ConfigureAwait(false)).Concat(folder).Max(f => f.LastModified);
            if (!used.Contains(store.GetLocation(folder.Key).TrimEnd('/')) && newest + options.Grace <= time.GetUtcNow())
            {
                old.AddRange(folder.Select(f => f.Key));
            }
        }

        if (old.Count > 0)
        {
            await store.DeleteAsync(old, cancellationToken).ConfigureAwait(false);
        }

        return old.Count;
    }

    private static string Select(CatalogTable table, PlannedMerge merge)
    {
        var columns = string.Join(", ", table.Definition.Columns.Where(c => c.Name != table.CategoryColumn).Select(c => $"\"{c.Name}\""));
        var day = merge.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var category = table.CategoryColumn is not { } name ? ""
            : merge.Category is { } value ? $" AND \"{name}\" = '{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : $" AND \"{name}\" IS NULL";
        return $"SELECT {columns} FROM \"{table.Definition.Name}\" WHERE \"{TableDefinition.PartitionColumn}\" = DATE '{day}'{category}";
    }

    private async Task<IReadOnlyList<Partition>> PartitionsAsync(CatalogTable table, CompactionOptions options, CancellationToken cancellationToken)
    {
        var partitions = new List<Partition>();
        foreach (var (name, location) in (await catalog.ListPartitionFoldersAsync(table, cancellationToken).ConfigureAwait(false)).OrderBy(p => p.Value, StringComparer.Ordinal))
        {
            var root = store.GetLocation(table.Prefix);
            if (MergePlanner.IsWanted(name.SnapshotDate, options) && location.StartsWith(root, StringComparison.Ordinal))
            {
                var prefix = table.Prefix + location[root.Length..].TrimEnd('/') + "/";
                partitions.Add(new Partition(name, prefix.StartsWith(table.Prefix + Folder, StringComparison.Ordinal), await FilesAsync(prefix, cancellationToken).ConfigureAwait(false)));
            }
        }

        return partitions;
    }

    private async Task<List<ObjectEntry>> FilesAsync(string prefix, CancellationToken cancellationToken)
    {
        var files = new List<ObjectEntry>();
        await foreach (var entry in store.ListAsync(prefix, null, cancellationToken).ConfigureAwait(false))
        {
            files.Add(entry);
        }

        return files;
    }

    private async Task<IReadOnlyList<CatalogTable>> TablesAsync(CancellationToken cancellationToken) =>
        [.. (await catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false)).Where(MergePlanner.IsCompacted)];

    private void RequireSwaps()
    {
        if (!catalog.CanSwapPartitions)
        {
            throw new SpotifyPipelineException(
                "This lake's partitions are projected, so each has one fixed folder and no merged one can take its place. Set SpotifyPipeline:Aws:CatalogMode to Partitions, or keep an Iceberg table beside the history (AthenaSql.MergeIntoIceberg) and let OPTIMIZE merge its files (AthenaSql.OptimizeIceberg).");
        }
    }

    private sealed record Partition(PartitionName Name, bool IsCompacted, IReadOnlyList<ObjectEntry> Files);
}
