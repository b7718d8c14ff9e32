using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>Asks one question of DuckDB and of plain C#, lake after lake.</summary>
/// <remarks>
/// Every lake answers all questions of a theme, since to fill it costs as much as to ask. How many lakes there are is said
/// by the environment variable SPOTIFYPIPELINE_LAKES.
/// </remarks>
internal sealed class LakeComparison : IDisposable
{
    private const int DefaultLakes = 50;

    private readonly TableLake _lake = new();

    public LakeComparison() => Analytics = new LakeAnalytics(_lake);

    public LakeAnalytics Analytics { get; }

    /// <summary>The rows of a statement that is no shipped question.</summary>
    public IEnumerable<object> Rows(string sql) => _lake.Rows(sql);

    /// <summary>The answer to a question that no call asks alone.</summary>
    public IEnumerable<T> Ask<T>(SqlStatement statement, Func<QueryRow, T> read) =>
        _lake.ExecuteAsync(statement, default).GetAwaiter().GetResult().Rows.ToBlockingEnumerable().Select(read);

    public void Dispose() => _lake.Dispose();

    /// <summary>Compares every question on every lake, row by row.</summary>
    public void Check(params Comparison[] comparisons)
    {
        var lakes = int.TryParse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_LAKES"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultLakes;
        var answered = comparisons.ToDictionary(c => c.Question, _ => 0);
        Prop.ForAll(RandomLakes.Lakes.ToArbitrary(), rows =>
        {
            _lake.Fill(rows);
            var reference = new Reference(rows);
            foreach (var comparison in comparisons)
            {
                var (expected, actual) = (Json(comparison.Expected(reference)), Json(comparison.Actual()));
                if (expected != actual && !comparison.IsClose(reference))
                {
                    return false.Label($"\n{comparison.Question}\nexpected {expected}\nanswered {actual}\nlake\n{string.Join('\n', rows.AsEnumerable())}");
                }

                answered[comparison.Question] += actual == "[]" ? 0 : 1;
            }

            return true.ToProperty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(lakes));
        TestContext.Out.WriteLine($"{lakes} lakes; with an answer that has rows: {string.Join(", ", answered.Select(a => $"{a.Key} {a.Value}"))}");
        Assert.That(answered.Where(a => a.Value < lakes / 10), Is.Empty, "Too many of the lakes had no rows to compare.");
    }

    private static string Json(IEnumerable<object> rows) => JsonSerializer.Serialize(rows, JsonSerializerOptions.Default);
}

/// <summary>One question and its reference.</summary>
/// <param name="Question">What is asked, for the message.</param>
/// <param name="Expected">The rules of the question in plain C#.</param>
/// <param name="Actual">The answer of DuckDB.</param>
internal sealed record Comparison(string Question, Func<Reference, IEnumerable<object>> Expected, Func<IEnumerable<object>> Actual)
{
    /// <summary>Whether a lake's numbers lie so close to the border of two roundings that either is right.</summary>
    public Func<Reference, bool> IsClose { get; init; } = _ => false;
}
