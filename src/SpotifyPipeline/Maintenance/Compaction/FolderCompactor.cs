using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance.Current;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Compacts a lake whose catalog lists its files: a swap of the list, by compare and swap, is all that readers see.</summary>
internal sealed class FolderCompactor(
    IFileCatalog catalog, MergedFiles files, ReplacedFiles replaced, CurrentFolds folds, ICurrentTables current, Leases leases) : ICompactor
{
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(30);

    public async Task<CompactionPlan> PlanAsync(CompactionOptions? options, CancellationToken cancellationToken)
    {
        var wanted = CompactionRequest.Check(options);
        var merges = new List<PlannedMerge>();
        var (count, bytes) = (0, 0L);
        await foreach (var table in TablesAsync(cancellationToken).ConfigureAwait(false))
        {
            var list = (await catalog.ListFilesAsync(table, cancellationToken).ConfigureAwait(false)).Files.Where(f => MergePlanner.IsWanted(f.SnapshotDate, wanted)).ToList();
            count += list.Count;
            bytes += list.Sum(f => f.Bytes);
            merges.AddRange(MergePlanner.Plan(list, wanted).Select(bin => new PlannedMerge(
                table, bin[0].SnapshotDate, bin[0].Category, [.. bin.Select(f => f.Key)], bin.Sum(f => f.Rows), bin.Sum(f => f.Bytes))));
        }

        return new CompactionPlan(merges, count, bytes);
    }

    public async Task<CompactionResult> CompactAsync(CompactionOptions? options, CancellationToken cancellationToken)
    {
        var wanted = CompactionRequest.Check(options);
        var lease = await leases.TryAcquireAsync("compact", Turn, cancellationToken).ConfigureAwait(false)
            ?? throw new SpotifyPipelineException($"Another compaction of this lake is under way, or has died less than {Turn.TotalMinutes:F0} minutes ago. Run it again later.", isTransient: true);
        try
        {
            var plan = await PlanAsync(wanted, cancellationToken).ConfigureAwait(false);
            var (merged, written) = (0, 0L);
            foreach (var merge in plan.Merges)
            {
                lease = await leases.RenewAsync(lease, Turn, cancellationToken).ConfigureAwait(false)
                    ?? throw new SpotifyPipelineException("Another compaction has taken over, since one file took longer than half an hour. What was merged so far stays; run it again.", isTransient: true);
                if (await MergeAsync(merge, cancellationToken).ConfigureAwait(false) is { } bytes)
                {
                    merged++;
                    written += bytes;
                }
            }

            var deleted = 0;
            await foreach (var table in TablesAsync(cancellationToken).ConfigureAwait(false))
            {
                deleted += await replaced.DeleteAsync(table, wanted.Grace, cancellationToken).ConfigureAwait(false);
            }

            if (merged > 0)
            {
                await current.RefreshAsync(cancellationToken).ConfigureAwait(false);
            }

            return new CompactionResult(plan, merged, written, deleted);
        }
        finally
        {
            // Also when it was cancelled: or the next one waits for half an hour.
            await leases.ReleaseAsync(lease, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<long?> MergeAsync(PlannedMerge merge, CancellationToken cancellationToken)
    {
        var list = await catalog.ListFilesAsync(merge.Table, cancellationToken).ConfigureAwait(false);
        var chosen = list.Files.Where(f => merge.Files.Contains(f.Key)).ToList();
        if (chosen.Count != merge.Files.Count)
        {
            return null;
        }

        var folder = MergePlanner.FolderOf(merge.Files[0]);
        var before = await files.VersionsAsync(folder, cancellationToken).ConfigureAwait(false);
        var sources = await files.DescribeAsync(merge.Table, chosen, cancellationToken).ConfigureAwait(false);
        var (record, file) = await files.WriteAsync(list.Table!, sources, _ => true, cancellationToken).ConfigureAwait(false);

        // A unit that was done again meanwhile may have left the list as it was: same rows, same size, other values.
        var after = await files.VersionsAsync(folder, cancellationToken).ConfigureAwait(false);
        if (merge.Files.Any(k => before.GetValueOrDefault(k) != after.GetValueOrDefault(k))
            || !await SwapAsync(merge.Table, chosen, file!, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await files.NoteSwapAsync(record, cancellationToken).ConfigureAwait(false);
        await folds.RenameAsync(
            merge.Table,
            merge.SnapshotDate,
            [.. merge.Files.Select(k => FileNames.Of(k, before.GetValueOrDefault(k, "")))],
            [FileNames.Of(file!.Key, after.GetValueOrDefault(file.Key, ""))],
            cancellationToken).ConfigureAwait(false);
        return file.Bytes;
    }

    /// <summary>Other files may come and go meanwhile; those that were merged must be as they were.</summary>
    private async Task<bool> SwapAsync(string table, List<DataFile> chosen, DataFile file, CancellationToken cancellationToken)
    {
        while (true)
        {
            var list = await catalog.ListFilesAsync(table, cancellationToken).ConfigureAwait(false);
            if (chosen.Exists(c => !list.Files.Contains(c)))
            {
                return false;
            }

            if (await catalog.ReplaceFilesAsync(table, list.Version, [.. chosen.Select(c => c.Key)], [file], cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
    }

    private async IAsyncEnumerable<string> TablesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in await catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (MergePlanner.IsCompacted(table))
            {
                yield return table.Definition.Name;
            }
        }
    }
}
