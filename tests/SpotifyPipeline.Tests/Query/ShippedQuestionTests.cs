using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Tests.Query;

internal sealed class ShippedQuestionTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Test]
    public void Names_are_unique_and_snake_case() => Assert.That(
        ShippedQuestions.All.Select(q => q.Name), Is.Unique.And.All.Matches("^[a-z_]+$"));

    [Test]
    public void Question_is_found_by_its_name()
    {
        Assert.That(ShippedQuestions.Get("trending_songs"), Is.SameAs(ChartQuestions.Trending));
        Assert.That(() => ShippedQuestions.Get("trendign_songs"), Throws.ArgumentException.With.Message.Contains("trending_songs"));
    }

    [Test]
    public void Every_parameter_has_its_place_in_the_text()
    {
        foreach (var question in ShippedQuestions.All)
        {
            Assert.That(question.Parameters, Has.Count.EqualTo(question.Text.Count(c => c == '?')), question.Name);
            Assert.That(question.Text, Does.Not.Contain("{").And.Not.Contain(" :"), question.Name);
        }
    }

    [Test]
    public void Values_are_bound_in_the_order_of_the_text_and_as_often_as_they_are_used()
    {
        var statement = ChartQuestions.Trending.Ask(("from", Day), ("playlist", "p'1"), ("to", Day.AddDays(7)));

        Assert.That(statement.Parameters, Is.EqualTo(new object[] { "p'1", Day.AddDays(7), "p'1", Day }));
        Assert.That(statement.Text, Does.Not.Contain("p'1"));
    }

    [Test]
    public void Missing_wrong_and_unknown_values_are_refused()
    {
        Assert.That(() => SongQuestions.MostPopular.Ask(), Throws.ArgumentException.With.Message.Contains("\"top\""));
        Assert.That(() => SongQuestions.MostPopular.Ask(("top", 0)), Throws.ArgumentException.With.Message.Contains("1 or more"));
        Assert.That(() => SongQuestions.MostPopular.Ask(("top", "3")), Throws.ArgumentException.With.Message.Contains("String"));
        Assert.That(() => SongQuestions.MostPopular.Ask(("top", 3), ("tpo", 3)), Throws.ArgumentException.With.Message.Contains("tpo"));
    }

    [Test]
    public void Literal_replaces_only_itself()
    {
        var weekly = ChartQuestions.PopularityOverTime.With("grain", "'week'");

        Assert.That(ChartQuestions.PopularityOverTime.Text, Does.Contain("date_trunc('month', snapshot_date)"));
        Assert.That(weekly.Text, Does.Contain("date_trunc('week', snapshot_date)").And.Not.Contain("month"));
        Assert.That(weekly.Parameters, Is.EqualTo(ChartQuestions.PopularityOverTime.Parameters));
    }

    [TestCase("grain", "week")]
    [TestCase("grain", "'week''")]
    [TestCase("grain", "'year'")]
    [TestCase("grain", "''")]
    [TestCase("size", "'week'")]
    public void Literal_of_a_list_takes_nothing_else(string literal, string value) =>
        Assert.That(() => ChartQuestions.PopularityOverTime.With(literal, value), Throws.ArgumentException);

    [TestCase("0")]
    [TestCase("3651")]
    [TestCase("-1")]
    [TestCase("1e3")]
    [TestCase("7, a.snapshot_date) OR (1 = 1")]
    [TestCase("")]
    public void Literal_number_takes_nothing_else(string value) =>
        Assert.That(() => ChartQuestions.PredictionFeatures.With("horizon_days", value), Throws.ArgumentException.With.Message.Contains("1 to 3650"));

    [TestCase("'Asia/Tokyo'")]
    [TestCase("'America/Argentina/Buenos_Aires'")]
    [TestCase("'Etc/GMT+5'")]
    [TestCase("'UTC'")]
    public void Literal_zone_takes_zones(string zone) => Assert.That(ListeningQuestions.Patterns.With("zone", zone).Text, Does.Contain("AT TIME ZONE " + zone));

    [TestCase("'Asia/Atlantis'")]
    [TestCase("'UTC' OR ''=''")]
    [TestCase("'../UTC'")]
    [TestCase("Asia/Tokyo")]
    [TestCase("''")]
    [TestCase("")]
    [TestCase("'")]
    public void Literal_zone_takes_nothing_else(string zone) => Assert.That(() => ListeningQuestions.Patterns.With("zone", zone), Throws.ArgumentException);
}
