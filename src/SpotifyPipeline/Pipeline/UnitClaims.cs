using SpotifyPipeline.Layout;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>Settles which unit each document belongs to, before anything is written for it.</summary>
/// <remarks>
/// The unit's record is written first and the claims after it, so whoever finds a claim finds the unit. A document that
/// another unit has claimed leaves this one; the other unit is then done as a whole.
/// </remarks>
internal sealed class UnitClaims(CommitLog commits)
{
    // Claims are small independent writes; on S3 one after the other would cost seconds for a thousand documents.
    private const int MaxParallelClaims = 16;

    /// <summary>The units to do so that all documents of a plan are done: the plan itself, and whoever owns some of them already.</summary>
    public async Task<IReadOnlyList<UnitPlan>> ClaimAsync(UnitPlan plan, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<string, UnitPlan>(StringComparer.Ordinal);
        var open = new Queue<UnitPlan>([plan]);
        while (open.TryDequeue(out var unit))
        {
            if (settled.ContainsKey(unit.Name))
            {
                continue;
            }

            // The record of an earlier try may name more documents; those that a crash left unclaimed are claimed now.
            var (record, newVersion) = await commits.OpenUnitAsync(ToRecord(unit, [], false), cancellationToken).ConfigureAwait(false);
            var documents = record.Documents.Select(Read).ToList();
            var owners = await ClaimAsync(documents, record.Unit, cancellationToken).ConfigureAwait(false);
            settled.Add(unit.Name, new UnitPlan(record.Unit, record.SnapshotDate, [.. documents.Where((_, i) => owners[i] == record.Unit)], newVersion));
            foreach (var (document, owner) in documents.Zip(owners))
            {
                // A document that another unit claimed first leaves this one, or its rows would be written twice.
                if (owner != record.Unit)
                {
                    open.Enqueue(new UnitPlan(owner, record.SnapshotDate, [document]));
                }
            }
        }

        return [.. settled.Values.Where(u => u.Documents.Count > 0)];
    }

    /// <summary>Plans and claims many documents; those that belong to a unit already stay with it.</summary>
    public async Task<IReadOnlyList<UnitPlan>> ClaimAllAsync(IReadOnlyList<UnitPlanner.Candidate> candidates, long maxUnitBytes, CancellationToken cancellationToken)
    {
        var owners = new string?[candidates.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelClaims, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, candidates.Count, options, async (i, token) =>
            owners[i] = await commits.FindOwnerAsync(candidates[i].Name.Tail, token).ConfigureAwait(false)).ConfigureAwait(false);

        // Units that a crash left half claimed come first and take back their documents; only what is left is planned anew.
        var units = new Dictionary<string, UnitPlan>(StringComparer.Ordinal);
        var owned = candidates.Zip(owners).Where(c => c.Second is not null).GroupBy(c => c.Second!, c => c.First, StringComparer.Ordinal);
        foreach (var unit in owned.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            await ClaimIntoAsync(units, new UnitPlan(unit.Key, unit.First().SnapshotDate, [.. unit.Select(c => c.Name)]), cancellationToken).ConfigureAwait(false);
        }

        var taken = units.Values.SelectMany(u => u.Documents).ToHashSet();
        foreach (var plan in UnitPlanner.Plan(candidates.Where(c => !taken.Contains(c.Name)), maxUnitBytes))
        {
            await ClaimIntoAsync(units, plan, cancellationToken).ConfigureAwait(false);
        }

        return [.. units.Values];
    }

    private async Task ClaimIntoAsync(Dictionary<string, UnitPlan> units, UnitPlan plan, CancellationToken cancellationToken)
    {
        foreach (var unit in await ClaimAsync(plan, cancellationToken).ConfigureAwait(false))
        {
            units[unit.Name] = unit;
        }
    }

    /// <summary>The keys of the files that the unit had when it was done before; none for a new one.</summary>
    public async Task<IReadOnlyCollection<string>> FindOutputsAsync(string unit, CancellationToken cancellationToken) =>
        [.. (await commits.FindUnitAsync(unit, cancellationToken).ConfigureAwait(false))?.Outputs.Select(o => o.Key) ?? []];

    /// <summary>Records that the files of a unit that is done for the first time are written and in the catalog.</summary>
    /// <returns>False where it may have other outputs: <see cref="FindOutputsAsync"/> knows, and <see cref="CompleteAsync"/> then records the files.</returns>
    public async Task<bool> TryCompleteNewAsync(UnitPlan unit, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) =>
        unit.NewVersion is { } version && await commits.TryCompleteNewAsync(Completed(unit, files), version, cancellationToken).ConfigureAwait(false);

    /// <summary>Records that a unit's files are written and in the catalog.</summary>
    public Task CompleteAsync(UnitPlan unit, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) =>
        commits.CompleteAsync(Completed(unit, files), cancellationToken);

    private async Task<string[]> ClaimAsync(List<DocumentName> documents, string unit, CancellationToken cancellationToken)
    {
        var owners = new string[documents.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelClaims, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, owners.Length, options, async (i, token) =>
            owners[i] = await commits.ClaimAsync(documents[i].Tail, unit, token).ConfigureAwait(false)).ConfigureAwait(false);
        return owners;
    }

    private static UnitRecord Completed(UnitPlan unit, IReadOnlyList<DataFile> files) =>
        ToRecord(unit, [.. files.Select(f => new UnitOutput(f.Key, f.Rows, f.Bytes))], true);

    private static UnitRecord ToRecord(UnitPlan unit, IReadOnlyList<UnitOutput> outputs, bool isComplete) =>
        new(unit.Name, unit.SnapshotDate, [.. unit.Documents.Select(Write)], outputs, isComplete);

    private static string Write(DocumentName name) => name.IsBare ? "bare:" + name.Tail : name.Tail;

    private static DocumentName Read(string text) =>
        text.StartsWith("bare:", StringComparison.Ordinal) ? new DocumentName(text[5..], true) : new DocumentName(text, false);
}
