using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;

namespace SpotifyPipeline.Tests.Pipeline;

public class UnitPlannerTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Test]
    public void Documents_of_one_day_share_a_unit_in_the_order_of_their_names()
    {
        var units = UnitPlanner.Plan([Candidate("b"), Candidate("a")], 1000);

        Assert.That(units, Has.Count.EqualTo(1));
        Assert.That(units[0].Documents.Select(d => d.Tail), Is.EqualTo(new[] { "playlist/a/r", "playlist/b/r" }));
    }

    [Test]
    public void Documents_of_two_days_never_share_a_unit()
    {
        var units = UnitPlanner.Plan([Candidate("a"), Candidate("b") with { SnapshotDate = Day.AddDays(1) }], 1000);

        Assert.That(units.Select(u => u.SnapshotDate), Is.EqualTo(new[] { Day, Day.AddDays(1) }));
    }

    [Test]
    public void A_document_larger_than_a_unit_gets_a_unit_of_its_own()
    {
        var units = UnitPlanner.Plan([Candidate("a"), Candidate("b", 5000), Candidate("c")], 1000);

        Assert.That(units.Select(u => u.Documents.Count), Is.EqualTo(new[] { 1, 1, 1 }));
    }

    [Test]
    public void Every_document_is_in_exactly_one_unit_whatever_the_sizes_and_days() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Id, byte Size, bool Tomorrow)[]>(),
        documents =>
        {
            var candidates = documents.DistinctBy(d => d.Id).Select(d => Candidate($"{d.Id:000}", d.Size) with { SnapshotDate = Day.AddDays(d.Tomorrow ? 1 : 0) }).ToList();
            var units = UnitPlanner.Plan(candidates, 300);
            var planned = units.SelectMany(u => u.Documents).ToList();
            var reversed = UnitPlanner.Plan(Enumerable.Reverse(candidates), 300);
            return planned.Count == candidates.Count
                && planned.ToHashSet().SetEquals(candidates.Select(c => c.Name))
                && units.Select(u => u.Name).SequenceEqual(reversed.Select(u => u.Name))
                && units.Select(u => u.Name).Distinct().Count() == units.Count;
        }).QuickCheckThrowOnFailure();

    private static UnitPlanner.Candidate Candidate(string id, long bytes = 100) => new(DocumentName.Of("playlist", id, "r"), Day, bytes);
}
