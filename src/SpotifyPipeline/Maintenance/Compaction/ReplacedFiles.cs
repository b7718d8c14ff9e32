using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Deletes what merged files have replaced, once no reader can be in it, and forgets what is of no use any more.</summary>
internal sealed class ReplacedFiles(IObjectStore store, Merges merges, MergedFiles files, TimeProvider time)
{
    /// <summary>A merge that was begun and is this old has crashed; nobody else takes so long.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(6);

    /// <returns>The number of files deleted.</returns>
    public async Task<int> DeleteAsync(string table, TimeSpan grace, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var records = new List<MergeRecord>();
        await foreach (var record in merges.ListAsync(table, null, cancellationToken).ConfigureAwait(false))
        {
            records.Add(record);
        }

        foreach (var record in records)
        {
            deleted += await SettleAsync(record, grace, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    private async Task<int> SettleAsync(MergeRecord record, TimeSpan grace, CancellationToken cancellationToken)
    {
        var listed = await files.ListedAsync(record.Table, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (record.SwappedAt is null)
        {
            if (record.Key is null ? !record.Sources.Any(listed.Contains) : listed.Contains(record.Key))
            {
                await files.NoteSwapAsync(record, cancellationToken).ConfigureAwait(false);
            }
            else if (now - record.CreatedAt >= Abandoned)
            {
                await store.DeleteAsync(record.Key is null ? [] : [record.Key], cancellationToken).ConfigureAwait(false);
                await merges.DeleteAsync(record, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        }

        if (record.Sources.Count == 0)
        {
            // Its file has itself been replaced, and another record has seen to that.
            if (record.Key is null || !listed.Contains(record.Key))
            {
                await merges.DeleteAsync(record, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        }

        return record.IsDeleting || now - record.SwappedAt >= grace ? await DeleteSourcesAsync(record, cancellationToken).ConfigureAwait(false) : 0;
    }

    private async Task<int> DeleteSourcesAsync(MergeRecord record, CancellationToken cancellationToken)
    {
        // From here on a unit that is done again waits, so that its new file is not deleted in the place of the old one.
        var deleting = record.IsDeleting ? record : await merges.ChangeAsync(record, current => current with { IsDeleting = true }, cancellationToken).ConfigureAwait(false);
        if (deleting is null)
        {
            return 0;
        }

        var listed = await files.ListedAsync(record.Table, cancellationToken).ConfigureAwait(false);
        var old = deleting.Sources.Where(k => !listed.Contains(k)).ToList();
        await store.DeleteAsync(old, cancellationToken).ConfigureAwait(false);
        await merges.ChangeAsync(record, current => current with { Sources = [], IsDeleting = false }, cancellationToken).ConfigureAwait(false);
        return old.Count;
    }
}
