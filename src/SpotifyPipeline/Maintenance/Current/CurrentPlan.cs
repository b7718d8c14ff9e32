using SpotifyPipeline.State;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>What a refresh has to read. Pure.</summary>
/// <param name="IsRebuild">The whole history.</param>
/// <param name="Days">The snapshot dates to read; all of them for a rebuild.</param>
internal sealed record CurrentPlan(bool IsRebuild, IReadOnlyList<DateOnly> Days)
{
    /// <summary>
    /// New days, and days with new files, are folded in. A file that was rewritten or has gone may take a value with it, which
    /// no fold can undo: then the table is made anew.
    /// </summary>
    public static CurrentPlan Of(CurrentFold? fold, CurrentInput input)
    {
        if (fold is null
            || input.Visible is null
            || fold.File != input.Visible
            || fold.Days.Any(d => !input.Days.TryGetValue(d.Key, out var now) || d.Value.Except(now, StringComparer.Ordinal).Any()))
        {
            return new CurrentPlan(true, [.. input.Days.Keys.Order()]);
        }

        return new CurrentPlan(false, [.. input.Days.Where(d => !fold.Days.TryGetValue(d.Key, out var then) || then.Count != d.Value.Count).Select(d => d.Key).Order()]);
    }
}
