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

    /// <summary>The units to do so that all documents of a plan are done: the plan itself, or whoever owns its documents.</summary>
    public async Task<IReadOnlyList<UnitPlan>> ClaimAsync(UnitPlan plan, CancellationToken cancellationToken)
    {
        var units = new List<UnitPlan>();
        var owners = new HashSet<string>(StringComparer.Ordinal);
        foreach (var owner in await ClaimMembersAsync(plan, cancellationToken).ConfigureAwait(false))
        {
            if (owners.Add(owner.Unit))
            {
                units.Add(owner.Unit == plan.Name ? plan : await OfRecordAsync(owner, plan, cancellationToken).ConfigureAwait(false));
            }
        }

        // What this plan lost to others must not be in it, or its rows would be written twice.
        var resolved = new List<UnitPlan>();
        foreach (var unit in units)
        {
            var members = await MembersAsync(unit, cancellationToken).ConfigureAwait(false);
            if (members.Count > 0)
            {
                resolved.Add(unit with { Documents = members });
            }
        }

        return resolved;
    }

    /// <summary>Plans and claims many documents; those that belong to a unit already stay with it.</summary>
    public async Task<IReadOnlyList<UnitPlan>> ClaimAllAsync(IReadOnlyList<UnitPlanner.Candidate> candidates, long maxUnitBytes, CancellationToken cancellationToken)
    {
        var owners = new string?[candidates.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelClaims, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, candidates.Count, options, async (i, token) =>
            owners[i] = await commits.FindOwnerAsync(candidates[i].Name.Tail, token).ConfigureAwait(false)).ConfigureAwait(false);

        var done = new HashSet<string>(StringComparer.Ordinal);
        var units = new List<UnitPlan>();
        var owned = candidates.Select((candidate, i) => (Candidate: candidate, Owner: owners[i])).ToLookup(c => c.Owner is not null);
        var plans = owned[true]
            .GroupBy(c => c.Owner!, StringComparer.Ordinal)
            .Select(g => new UnitPlan(g.Key, g.First().Candidate.SnapshotDate, [.. g.Select(c => c.Candidate.Name)]))
            .Concat(UnitPlanner.Plan(owned[false].Select(c => c.Candidate), maxUnitBytes));
        foreach (var plan in plans.OrderBy(p => p.SnapshotDate).ThenBy(p => p.Name, StringComparer.Ordinal))
        {
            foreach (var unit in await ClaimAsync(plan, cancellationToken).ConfigureAwait(false))
            {
                if (done.Add(unit.Name))
                {
                    units.Add(unit);
                }
            }
        }

        return units;
    }

    /// <summary>Records that a unit's files are written and in the catalog.</summary>
    public Task CompleteAsync(UnitPlan unit, IReadOnlyList<DataFile> files, CancellationToken cancellationToken) =>
        commits.CompleteAsync(new UnitRecord(unit.Name, unit.SnapshotDate, [.. unit.Documents.Select(Write)], [.. files.Select(f => f.Key)], true), cancellationToken);

    private async Task<List<Commit>> ClaimMembersAsync(UnitPlan plan, CancellationToken cancellationToken)
    {
        await commits.CreateUnitAsync(new UnitRecord(plan.Name, plan.SnapshotDate, [.. plan.Documents.Select(Write)], [], false), cancellationToken).ConfigureAwait(false);
        var claims = new Commit[plan.Documents.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelClaims, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, claims.Length, options, async (i, token) =>
            claims[i] = new Commit(plan.Documents[i].Tail, await commits.ClaimAsync(plan.Documents[i].Tail, plan.Name, token).ConfigureAwait(false))).ConfigureAwait(false);
        return [.. claims];
    }

    private async Task<UnitPlan> OfRecordAsync(Commit commit, UnitPlan plan, CancellationToken cancellationToken)
    {
        var record = await commits.FindUnitAsync(commit.Unit, cancellationToken).ConfigureAwait(false);
        return record is null
            ? new UnitPlan(commit.Unit, plan.SnapshotDate, [.. plan.Documents.Where(d => d.Tail == commit.Document)])
            : new UnitPlan(record.Unit, record.SnapshotDate, [.. record.Documents.Select(Read)]);
    }

    // A record lists what was planned; the claims say what became of it. Documents nobody claimed yet (a crash between
    // two claims) are claimed now.
    private async Task<List<DocumentName>> MembersAsync(UnitPlan unit, CancellationToken cancellationToken)
    {
        var record = await commits.FindUnitAsync(unit.Name, cancellationToken).ConfigureAwait(false);
        var documents = record is null ? unit.Documents : [.. record.Documents.Select(Read)];
        var owners = new string[documents.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelClaims, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, owners.Length, options, async (i, token) =>
            owners[i] = await commits.ClaimAsync(documents[i].Tail, unit.Name, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. documents.Where((_, i) => owners[i] == unit.Name)];
    }

    private static string Write(DocumentName name) => name.IsBare ? "bare:" + name.Tail : name.Tail;

    private static DocumentName Read(string text) =>
        text.StartsWith("bare:", StringComparison.Ordinal) ? new DocumentName(text[5..], true) : new DocumentName(text, false);
}
