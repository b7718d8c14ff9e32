using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports.Page;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Reports;

/// <summary>The SQL that the page shows gives what the bound statement gave.</summary>
internal sealed class SqlForPeopleTests
{
    [Test]
    public void Values_stand_where_their_question_marks_stood()
    {
        var statement = new SqlStatement("SELECT '?' AS \"a?\" FROM t WHERE a = ? AND b = ? AND c = ? AND d IS ? AND e = ?", "it's ?", 7, new DateOnly(2026, 11, 20), null, 1.5);

        Assert.That(SqlForPeople.Text(statement), Is.EqualTo("SELECT '?' AS \"a?\" FROM t WHERE a = 'it''s ?' AND b = 7 AND c = '2026-11-20' AND d IS NULL AND e = 1.5"));
    }

    [Test]
    public void Any_text_means_the_same_as_its_literal()
    {
        using var lake = new TableLake();
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().Where(t => t.Get.All(c => c != '\0' && !char.IsSurrogate(c))).ToArbitrary(), text =>
        {
            var shown = SqlForPeople.Text(new SqlStatement("SELECT n FROM (SELECT 1 AS n) t WHERE ? = ?", text.Get, text.Get));
            return lake.Rows(shown).Count == 1 && (string?)lake.Rows(SqlForPeople.Text(new SqlStatement("SELECT max(v) FROM (SELECT 'x' AS v WHERE ? <> 'x' OR 1 = 1) t", text.Get)))[0][0] == "x";
        }).QuickCheckThrowOnFailure();
    }

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.Questions))]
    public void Every_shipped_question_can_be_pasted(string text)
    {
        using var lake = new TableLake();
        var question = ShippedQuestions.All.Single(q => q.Text == text);
        var values = question.Parameters.DistinctBy(p => p.Name).Select(p => (p.Name, p.Type switch
        {
            QuestionParameterType.Text => (object)"o'clock?",
            QuestionParameterType.Count => 3,
            _ => new DateOnly(2026, 11, 20),
        })).ToArray();

        Assert.That(() => lake.Rows(SqlForPeople.Text(question.Ask(values))), Throws.Nothing);
    }
}
