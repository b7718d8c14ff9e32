using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Pipeline;

/// <summary>Puts documents into units: one snapshot date each, and not more raw bytes than asked for.</summary>
internal static class UnitPlanner
{
    /// <summary>A document as the planner needs it.</summary>
    public readonly record struct Candidate(DocumentName Name, DateOnly SnapshotDate, long Bytes);

    /// <summary>Plans units. The same candidates give the same units, in whatever order they come.</summary>
    public static IReadOnlyList<UnitPlan> Plan(IEnumerable<Candidate> candidates, long maxUnitBytes)
    {
        var units = new List<UnitPlan>();
        foreach (var day in candidates.GroupBy(c => c.SnapshotDate).OrderBy(g => g.Key))
        {
            var documents = new List<DocumentName>();
            var bytes = 0L;
            foreach (var candidate in day.OrderBy(c => c.Name.Tail, StringComparer.Ordinal))
            {
                if (documents.Count > 0 && bytes + candidate.Bytes > maxUnitBytes)
                {
                    units.Add(Unit(day.Key, documents));
                    documents = [];
                    bytes = 0;
                }

                documents.Add(candidate.Name);
                bytes += candidate.Bytes;
            }

            units.Add(Unit(day.Key, documents));
        }

        return units;
    }

    /// <summary>The unit that holds one document only, as an event brings it.</summary>
    public static UnitPlan Single(DocumentName name, DateOnly snapshotDate) => new(name.SingleUnit(), snapshotDate, [name]);

    private static UnitPlan Unit(DateOnly snapshotDate, List<DocumentName> documents) =>
        new(documents.Count == 1 ? documents[0].SingleUnit() : DocumentName.BatchUnit(documents), snapshotDate, documents);
}
