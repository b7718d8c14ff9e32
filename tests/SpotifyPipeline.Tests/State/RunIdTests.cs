using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Tests.State;

[TestFixture]
public sealed class RunIdTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 20, 9, 12, 23, 999, TimeSpan.Zero);

    [Test]
    public void Run_id_is_the_utc_second_and_six_digits()
    {
        Assert.That(RunId.Create(Morning, "4f2a9c").ToString(), Is.EqualTo("20261120T091223Z-4f2a9c"));
        Assert.That(RunId.Create(Morning.ToOffset(TimeSpan.FromHours(9)), "4f2a9c").ToString(), Is.EqualTo("20261120T091223Z-4f2a9c"));
        Assert.That(RunId.Create(Morning, new Largest()).ToString(), Is.EqualTo("20261120T091223Z-ffffff"));
        Assert.That(RunId.Parse("20261120T091223Z-4f2a9c").BeganAt, Is.EqualTo(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero)));
    }

    [Test]
    public void Every_created_id_is_read_back_needs_no_escaping_and_sorts_by_time()
    {
        var moments = Gen.Choose(0, int.MaxValue).Select(seconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds));
        var property = Prop.ForAll(
            moments.ToArbitrary(), moments.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (one, other, seed) =>
            {
                var random = new Random(seed);
                var (a, b) = (RunId.Create(one, random), RunId.Create(other, random));
                return RunId.Parse(a.ToString()) == a
                    && a.BeganAt == one
                    && Uri.EscapeDataString(a.ToString()) == a.ToString()
                    && (one == other || Math.Sign(a.CompareTo(b)) == one.CompareTo(other))
                    && Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())) == Math.Sign(a.CompareTo(b));
            });
        property.Check(Config.QuickThrowOnFailure);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("20261120T091223Z")]
    [TestCase("20261120T091223Z-4f2a9")]
    [TestCase("20261120T091223Z-4f2a9c0")]
    [TestCase("20261120T091223Z-4F2A9C")]
    [TestCase("20261120T091223Z-4f2a9g")]
    [TestCase("20261120T091223Z_4f2a9c")]
    [TestCase("20261320T091223Z-4f2a9c")]
    [TestCase("20261120T251223Z-4f2a9c")]
    [TestCase(" 0261120T091223Z-4f2a9c")]
    [TestCase("../../20261120T0912-4f2")]
    public void Text_of_another_form_is_refused_with_the_expected_form(string? text)
    {
        Assert.That(RunId.TryParse(text, out _), Is.False);
        Assert.That(() => RunId.Parse(text!), Throws.InstanceOf<FormatException>().With.Message.Contains("20261120T091223Z-4f2a9c"));
    }

    private sealed class Largest : Random
    {
        public override int Next(int maxValue) => maxValue - 1;
    }
}
