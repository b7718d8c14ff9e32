using System.Globalization;
using System.Text.Json;
using SpotifyPipeline;
using SpotifyPipeline.Query;

namespace LambdaHost.Handlers;

/// <summary>A question of <see cref="ShippedQuestions"/> with its values in JSON: <c>{"top": 10, "from": "2026-11-01"}</c>.</summary>
internal static class AskedQuestion
{
    /// <exception cref="SpotifyPipelineException">There is no such question, or a value does not fit.</exception>
    public static SqlStatement Statement(string? name, IReadOnlyDictionary<string, JsonElement>? values)
    {
        try
        {
            var question = ShippedQuestions.Get(name ?? "");
            return question.Ask([.. (values ?? new Dictionary<string, JsonElement>()).Select(v => (v.Key, Value(question, v.Key, v.Value)))]);
        }
        catch (ArgumentException e)
        {
            throw new SpotifyPipelineException($"{e.Message} See docs/sql.md for the questions and their values; \"sql\" asks anything else.", e);
        }
    }

    // What does not fit stays a text, which the question refuses with what it expects.
    private static object Value(ShippedQuestion question, string name, JsonElement json) => question.Parameters.FirstOrDefault(p => p.Name == name)?.Type switch
    {
        QuestionParameterType.Count when json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var count) => count,
        QuestionParameterType.Day when DateOnly.TryParseExact(json.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => json.ToString(),
    };
}
