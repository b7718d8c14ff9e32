using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>What was folded into each <c>*_current</c> table, <c>{prefix}current/{table}.json</c>.</summary>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">Paces writers that meet.</param>
internal sealed class CurrentFolds(IObjectStore store, string prefix, TimeProvider time)
{
    private readonly StateFiles<CurrentFold> _files = new(store, json => json.CurrentFold, time);

    /// <summary>What was folded; null where nothing was.</summary>
    public Task<CurrentFold?> FindAsync(string table, CancellationToken cancellationToken) => _files.FindAsync(KeyOf(table), cancellationToken);

    /// <summary>Records a refresh, unless another one has been recorded since <paramref name="before"/> was read.</summary>
    /// <returns>Whether it was recorded.</returns>
    public async Task<bool> ReplaceAsync(CurrentFold? before, CurrentFold after, CancellationToken cancellationToken) => await _files.ChangeAsync(
        KeyOf(after.Table),
        current => current?.WriteId == before?.WriteId ? after : null,
        cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Says that some files of a day are now others with the same rows. Does nothing where not all of them had been folded.</summary>
    public Task RenameAsync(string table, DateOnly day, IReadOnlyCollection<string> gone, IReadOnlyCollection<string> instead, CancellationToken cancellationToken) => _files.ChangeAsync(
        KeyOf(table),
        current => current is not null && current.Days.TryGetValue(day, out var folded) && gone.All(folded.Contains)
            ? current with
            {
                Days = new SortedDictionary<DateOnly, IReadOnlyList<string>>(current.Days.ToDictionary(d => d.Key, d => d.Value))
                {
                    [day] = [.. folded.Except(gone).Union(instead).Order(StringComparer.Ordinal)],
                },
            }
            : null,
        cancellationToken);

    private string KeyOf(string table) => $"{prefix}current/{table}.json";
}
