using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.State;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>Folds what is new into the current tables.</summary>
/// <remarks>
/// File, then list, then record. A crash before the list changes leaves a file that nobody reads; one before the record makes
/// the next refresh read the whole history, since it cannot know what the file holds.
/// </remarks>
/// <param name="storage">Where the tables are; null where there is nothing that could make them.</param>
/// <param name="folds">What was folded before.</param>
/// <param name="time">Decides when replaced files may go.</param>
internal sealed class CurrentTables(Func<ICurrentStorage?> storage, CurrentFolds folds, TimeProvider time) : ICurrentTables
{
    /// <summary>How long a replaced file stays for readers that have begun with it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int MaxRounds = 3;

    public async Task<IReadOnlyList<CurrentRefresh>> RefreshAsync(CancellationToken cancellationToken)
    {
        if (storage() is not { } target)
        {
            return [];
        }

        // At once: they mostly wait for the engine, and a local engine makes its views anew for each change of a table that it sees.
        var tables = await Task.WhenAll(CurrentDefinitions.Tables.Select(t => RefreshInRoundsAsync(target, t, cancellationToken))).ConfigureAwait(false);
        return [.. tables.SelectMany(t => t)];
    }

    private async Task<List<CurrentRefresh>> RefreshInRoundsAsync(ICurrentStorage target, string table, CancellationToken cancellationToken)
    {
        var refreshed = new List<CurrentRefresh>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var (isDone, refresh) = await RefreshAsync(target, table, cancellationToken).ConfigureAwait(false);
            if (refresh is not null)
            {
                refreshed.Add(refresh);
            }

            // Another refresh was faster; what it has not seen is looked at again.
            if (isDone)
            {
                break;
            }
        }

        return refreshed;
    }

    private async Task<(bool IsDone, CurrentRefresh? Refresh)> RefreshAsync(ICurrentStorage target, string table, CancellationToken cancellationToken)
    {
        var fold = await folds.FindAsync(table, cancellationToken).ConfigureAwait(false);
        if (await target.ReadAsync(table, cancellationToken).ConfigureAwait(false) is not { } input || (input.Days.Count == 0 && input.Visible is null))
        {
            return (true, null);
        }

        var plan = CurrentPlan.Of(fold, input);
        var hasNews = plan.IsRebuild || plan.Days.Count > 0;
        var now = time.GetUtcNow();
        var replaced = fold?.Replaced ?? [];
        var old = replaced.Where(r => r.At + Grace <= now && r.Key != input.Visible).ToList();
        if (!hasNews && input.IsNoted && old.Count == 0)
        {
            return (true, null);
        }

        // The name holds what the table is made of and what came before, so that no two refreshes write one file.
        var name = "current-" + ContentHash.Short(string.Join('\n', input.Days.OrderBy(d => d.Key).SelectMany(d => d.Value).Append(fold?.WriteId ?? "")));
        var select = !hasNews ? null : plan.IsRebuild ? CurrentSql.Rebuild(input.History) : CurrentSql.Refresh(input.History, plan.Days);
        var output = hasNews || !input.IsNoted
            ? await target.WriteAsync(input, select, name, cancellationToken).ConfigureAwait(false)
            : new CurrentOutput(input.Visible!, null, null);
        if (output is null)
        {
            return (false, null);
        }

        await target.DeleteAsync(table, [.. old.Select(o => o.Key).Where(k => k != output.File)], cancellationToken).ConfigureAwait(false);
        var kept = replaced.Except(old);
        var after = new CurrentFold(
            table,
            output.File,
            new SortedDictionary<DateOnly, IReadOnlyList<string>>(input.Days.ToDictionary(d => d.Key, d => d.Value)),
            [.. input.Visible is null || input.Visible == output.File ? kept : kept.Append(new ReplacedFile(input.Visible, now))]);
        var isRecorded = await folds.ReplaceAsync(fold, after, cancellationToken).ConfigureAwait(false);
        return (isRecorded, hasNews ? new CurrentRefresh(input.Current.Name, plan.Days, plan.IsRebuild, output.Rows, output.Bytes) : null);
    }
}
