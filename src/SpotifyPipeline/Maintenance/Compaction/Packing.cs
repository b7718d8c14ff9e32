namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>Puts files into as few new ones as it can. Pure.</summary>
internal static class Packing
{
    /// <summary>
    /// The largest first, each into the first new file that has room: at most 11/9 of the fewest possible and one more
    /// (https://doi.org/10.1016/j.tcs.2012.10.022). Files of the target size or more stay alone.
    /// </summary>
    /// <param name="items">The files, in an order that is always the same.</param>
    /// <param name="bytesOf">The size of a file.</param>
    /// <param name="target">The most that a new file may have, in bytes.</param>
    /// <returns>The new files, each with its parts in the order of the items.</returns>
    public static IReadOnlyList<IReadOnlyList<T>> Pack<T>(IReadOnlyList<T> items, Func<T, long> bytesOf, long target)
    {
        var bins = new List<(List<int> Members, long Bytes)>();
        foreach (var item in Enumerable.Range(0, items.Count).OrderByDescending(i => bytesOf(items[i])).ThenBy(i => i))
        {
            var bytes = bytesOf(items[item]);
            var at = bins.FindIndex(b => b.Bytes + bytes <= target);
            if (at < 0)
            {
                bins.Add(([item], bytes));
            }
            else
            {
                bins[at].Members.Add(item);
                bins[at] = (bins[at].Members, bins[at].Bytes + bytes);
            }
        }

        return [.. bins.Select(b => (IReadOnlyList<T>)[.. b.Members.Order().Select(i => items[i])]).OrderBy(b => items.ToList().IndexOf(b[0]))];
    }
}
