using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Maintenance.Compaction;

namespace SpotifyPipeline.Tests.Maintenance;

public class PackingTests
{
    private const long Target = 20;

    [Test]
    public void Packing_takes_at_most_one_file_more_than_the_fewest_possible() => Prop.ForAll(
        Arb.From(from count in Gen.Choose(0, 9) from sizes in Gen.ListOf(Gen.Choose(1, (int)Target), count) select sizes.Select(s => (long)s).ToArray()),
        sizes =>
        {
            var packed = Packing.Pack(sizes, s => s, Target);
            Assert.That(packed.SelectMany(p => p).Order(), Is.EqualTo(sizes.Order()), "every file once");
            Assert.That(packed.Select(p => p.Sum()), Has.All.LessThanOrEqualTo(Target));
            Assert.That(packed, Has.Count.LessThanOrEqualTo(Fewest(sizes) + 1));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Test]
    public void A_file_of_the_target_size_or_more_stays_alone()
    {
        Assert.That(Packing.Pack([1L, 25, 20, 3], s => s, Target), Is.EqualTo(new[] { new[] { 1L, 3 }, [25L], [20L] }));
    }

    [Test]
    public void Order_within_a_new_file_is_that_of_the_old_ones()
    {
        Assert.That(Packing.Pack([1L, 7, 2, 5], s => s, Target).Single(), Is.EqualTo(new[] { 1L, 7, 2, 5 }));
    }

    /// <summary>Tries every way: each file into each open one, or into one of its own.</summary>
    private static int Fewest(long[] sizes)
    {
        var best = sizes.Length;
        var bins = new List<long>();

        void Place(int next)
        {
            if (bins.Count >= best)
            {
                return;
            }

            if (next == sizes.Length)
            {
                best = bins.Count;
                return;
            }

            for (var i = 0; i < bins.Count; i++)
            {
                if (bins[i] + sizes[next] <= Target)
                {
                    bins[i] += sizes[next];
                    Place(next + 1);
                    bins[i] -= sizes[next];
                }
            }

            bins.Add(sizes[next]);
            Place(next + 1);
            bins.RemoveAt(bins.Count - 1);
        }

        Place(0);
        return best;
    }
}
