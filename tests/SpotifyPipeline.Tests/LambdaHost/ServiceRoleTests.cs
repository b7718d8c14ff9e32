using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The roles of the state machine, the scheduler and the crawler: what each does is granted, and what is granted it does.</summary>
internal sealed class ServiceRoleTests
{
    /// <summary>Granted, though the definition does not show it; with the page that says why it is needed.</summary>
    private static readonly Dictionary<string, string> OfTheStateMachine = new(StringComparer.Ordinal)
    {
        ["states:StartExecution"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["states:DescribeExecution"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["states:StopExecution"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["states:RedriveExecution"] = "https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html",
        ["s3:GetObject"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["s3:AbortMultipartUpload"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["s3:ListMultipartUploadParts"] = "https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html",
        ["xray:PutTraceSegments"] = "https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html",
        ["xray:PutTelemetryRecords"] = "https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html",
        ["logs:CreateLogDelivery"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:GetLogDelivery"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:UpdateLogDelivery"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:DeleteLogDelivery"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:ListLogDeliveries"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:PutResourcePolicy"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:DescribeResourcePolicies"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
        ["logs:DescribeLogGroups"] = "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
    };

    /// <summary>What a crawler of S3 folders needs: https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html.</summary>
    private static readonly string[] OfTheCrawler =
    [
        "s3:GetObject", "s3:ListBucket", "glue:GetDatabase", "glue:GetTable", "glue:GetTables", "glue:CreateTable", "glue:UpdateTable", "glue:GetPartition",
        "glue:GetPartitions", "glue:BatchGetPartition", "glue:BatchCreatePartition", "glue:UpdatePartition", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
    ];

    [TestCase("true")]
    [TestCase("false")]
    public async Task State_machine_may_do_what_its_states_do_and_nothing_else(string crawler)
    {
        var granted = Grants(await FactsAsync($"Crawler={crawler}"), "StateMachineRole");
        var used = Calls(JsonNode.Parse(await File.ReadAllTextAsync(Judge.StateMachine))!).ToHashSet();
        if (crawler == "false")
        {
            used.RemoveWhere(u => u.Action.StartsWith("glue:", StringComparison.Ordinal));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(used.Where(u => !granted.Any(g => g.Action == u.Action && (u.Function is null || g.Resource == $"<{u.Function}.Arn>"))), Is.Empty, "used and not granted");
            Assert.That(granted.Where(g => !OfTheStateMachine.ContainsKey(g.Action) && !used.Any(u => u.Action == g.Action && (u.Function is null || g.Resource == $"<{u.Function}.Arn>"))), Is.Empty, "granted and not used");
            Assert.That(granted.Where(g => g.Resource == "*" && !g.Action.StartsWith("xray:", StringComparison.Ordinal) && !g.Action.StartsWith("logs:", StringComparison.Ordinal)), Is.Empty);
        }
    }

    [TestCase("S3Event")]
    [TestCase("StateMachine")]
    public async Task Scheduler_may_start_what_it_starts_and_nothing_else(string trigger)
    {
        var facts = await FactsAsync($"Trigger={trigger}");
        var targets = facts.GetProperty("schedules").EnumerateArray().Select(s => s.GetString()!).Distinct().Order(StringComparer.Ordinal);
        var granted = Grants(facts, "SchedulerRole").Where(g => g.Action is "lambda:InvokeFunction" or "states:StartExecution").Select(g => g.Resource).Order(StringComparer.Ordinal);
        Assert.That(granted, Is.EqualTo(targets));
    }

    [Test]
    public async Task Crawler_may_do_what_crawling_needs_and_nothing_else()
    {
        var granted = Grants(await FactsAsync("Crawler=true"), "CrawlerRole");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(granted.Select(g => g.Action).Distinct(), Is.EquivalentTo(OfTheCrawler));
            Assert.That(granted.Select(g => g.Resource), Has.None.EqualTo("*"));
        }
    }

    [Test]
    public async Task Without_a_crawler_there_is_no_role_for_one() =>
        Assert.That((await FactsAsync("Crawler=false")).GetProperty("roles").TryGetProperty("CrawlerRole", out _), Is.False);

    private static async Task<JsonElement> FactsAsync(params string[] parameters)
    {
        var (exitCode, output) = await Judge.AskAsync("cloudformation", null, ["facts.cjs", Judge.Template, .. parameters]);
        Assert.That(exitCode, Is.Zero, output);
        return JsonDocument.Parse(output).RootElement;
    }

    private static List<(string Action, string Resource)> Grants(JsonElement facts, string role) =>
    [
        .. from statement in facts.GetProperty("roles").GetProperty(role).EnumerateArray()
           from action in statement.GetProperty("actions").EnumerateArray()
           from resource in statement.GetProperty("resources").EnumerateArray()
           select (action.GetString()!, resource.GetString()!),
    ];

    /// <summary>What the states of a definition call, those inside its Maps too; a function by the name that the template gives it.</summary>
    private static IEnumerable<(string Action, string? Function)> Calls(JsonNode machine)
    {
        foreach (var (_, state) in machine["States"]!.AsObject())
        {
            string?[] resources = [Text(state!["Resource"]), Text(state["ItemReader"]?["Resource"]), Text(state["ResultWriter"]?["Resource"])];
            foreach (var resource in resources.OfType<string>())
            {
                yield return resource switch
                {
                    "arn:aws:states:::sns:publish" => ("sns:Publish", null),
                    "arn:aws:states:::s3:listObjectsV2" => ("s3:ListBucket", null),
                    "arn:aws:states:::s3:putObject" => ("s3:PutObject", null),
                    "arn:aws:states:::aws-sdk:glue:startCrawler" => ("glue:StartCrawler", null),
                    "arn:aws:states:::aws-sdk:glue:getCrawler" => ("glue:GetCrawler", null),
                    ['$', '{', .. var name, 'A', 'r', 'n', '}'] => ("lambda:InvokeFunction", name),
                    _ => throw new InvalidOperationException($"It is not known which permission {resource} needs."),
                };
            }

            foreach (var inner in state["ItemProcessor"] is { } processor ? Calls(processor) : [])
            {
                yield return inner;
            }
        }
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
