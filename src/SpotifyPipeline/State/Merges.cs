using System.Globalization;
using System.Runtime.CompilerServices;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>What was merged, <c>{prefix}merges/{table}/{date}/{name}.json</c>.</summary>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">Paces writers that meet.</param>
internal sealed class Merges(IObjectStore store, string prefix, TimeProvider time)
{
    private readonly StateFiles<MergeRecord> _files = new(store, json => json.MergeRecord, time);

    /// <summary>Writes a record down, or gives the one that is there.</summary>
    public async Task<MergeRecord> CreateOrFindAsync(MergeRecord record, CancellationToken cancellationToken) =>
        (await _files.CreateOrFindAsync(KeyOf(record), record, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Changes a record; null where the change wants nothing written.</summary>
    public Task<MergeRecord?> ChangeAsync(MergeRecord record, Func<MergeRecord, MergeRecord?> change, CancellationToken cancellationToken) =>
        _files.ChangeAsync(KeyOf(record), current => current is null ? null : change(current), cancellationToken);

    /// <summary>The records of a table, of one day or of all.</summary>
    public async IAsyncEnumerable<MergeRecord> ListAsync(string table, DateOnly? day, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync($"{prefix}merges/{table}/{(day is { } date ? Folder(date) : "")}", null, cancellationToken).ConfigureAwait(false))
        {
            keys.Add(entry.Key);
        }

        foreach (var key in keys)
        {
            if (await _files.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>Forgets a record.</summary>
    public Task DeleteAsync(MergeRecord record, CancellationToken cancellationToken) => store.DeleteAsync([KeyOf(record)], cancellationToken);

    private string KeyOf(MergeRecord record) => $"{prefix}merges/{record.Table}/{Folder(record.SnapshotDate)}{record.Name}.json";

    private static string Folder(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "/";
}
