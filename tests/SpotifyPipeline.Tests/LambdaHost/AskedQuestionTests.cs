using System.Text.Json;
using LambdaHost.Handlers;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed class AskedQuestionTests
{
    [Test]
    public void Every_shipped_question_can_be_asked_in_json()
    {
        foreach (var question in ShippedQuestions.All)
        {
            var json = question.Parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Type switch
            {
                QuestionParameterType.Count => "3",
                QuestionParameterType.Day => "\"2026-11-20\"",
                _ => "\"37i9dQZF1DXcBWIGoYBM5M\"",
            });

            var statement = AskedQuestion.Statement(question.Name, Parse($"{{{string.Join(',', json.Select(v => $"\"{v.Key}\":{v.Value}"))}}}"));

            Assert.That(statement.Text, Is.EqualTo(question.Text));
            Assert.That(statement.Parameters, Has.Count.EqualTo(question.Parameters.Count));
        }
    }

    [TestCase("most_popular_songs", """{"top": "ten"}""", "an int of 1 or more")]
    [TestCase("most_popular_songs", """{"top": 0}""", "an int of 1 or more")]
    [TestCase("most_popular_songs", "{}", "needs \"top\"")]
    [TestCase("most_popular_songs", """{"top": 3, "form": "x"}""", "no parameter \"form\"")]
    [TestCase("snapshot_dates", """{"playlist": "p", "to": "20.11.2026"}""", "expected a day (DateOnly)")]
    [TestCase("most_poplar_songs", "{}", "there are most_popular_songs")]
    public void What_does_not_fit_is_refused_with_what_is_expected(string question, string values, string told) =>
        Assert.That(() => AskedQuestion.Statement(question, Parse(values)), Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains(told));

    private static Dictionary<string, JsonElement> Parse(string json) => JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(v => v.Name, v => v.Value);
}
