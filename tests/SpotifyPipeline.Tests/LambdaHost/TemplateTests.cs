using System.Text.Json;
using LambdaHost.Handlers;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The template, held against AWS's own resource model and against the code that it deploys.</summary>
internal sealed class TemplateTests
{
    private static async Task<(int ExitCode, string Output)> CheckAsync(string template)
    {
        var file = Path.Combine(Path.GetTempPath(), $"template-{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, template);
        try
        {
            return await Judge.AskAsync("cloudformation", null, ["check.cjs", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<JsonElement> FactsAsync(params string[] parameters)
    {
        var (exitCode, output) = await Judge.AskAsync("cloudformation", null, ["facts.cjs", Judge.Template, .. parameters]);
        Assert.That(exitCode, Is.Zero, output);
        return JsonDocument.Parse(output).RootElement;
    }

    private static (string Prefix, string Suffix)[] Notifications(JsonElement facts) =>
        [.. facts.GetProperty("notifications").EnumerateArray().Select(n => (n.GetProperty("prefix").GetString()!, n.GetProperty("suffix").GetString()!))];

    [Test]
    public async Task Template_is_what_aws_takes()
    {
        var (exitCode, output) = await Judge.AskAsync("cloudformation", null, ["check.cjs", Judge.Template]);
        Assert.That((exitCode, output), Is.EqualTo((0, "")));
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        static TestCaseData Case(string name, string from, string to, string told) => new TestCaseData(from, to, told).SetArgDisplayNames(name);
        yield return Case("misspelt property", "MemorySize: 512", "MemorySizes: 512", "MemorySizes");
        yield return Case("unknown type", "AWS::Athena::WorkGroup", "AWS::Athena::Workgroup", "unknown type");
        yield return Case("no such resource", "!GetAtt ExtractRole.Arn", "!GetAtt ExtractRoles.Arn", "there is no ExtractRoles");
        yield return Case("no such attribute", "!GetAtt TransformRole.Arn", "!GetAtt TransformRole.Arm", "no attribute Arm");
        yield return Case("no such parameter", "!Ref LogRetentionDays", "!Ref LogRetention", "there is no LogRetention");
        yield return Case("wrong type of value", "ExpirationInDays: 7", "ExpirationInDays: seven", "expected a number");
        yield return Case("value that is not allowed", "SSEAlgorithm: AES256", "SSEAlgorithm: AES512", "is none of");
        yield return Case("required property left out", "      ScheduleExpression: rate(1 hour)\n", "", "lacks the required ScheduleExpression");
        yield return Case("bogus runtime", "Runtime: provided.al2023", "Runtime: provided.al2024", "no runtime");
        yield return Case("bogus event of S3", "Event: s3:ObjectCreated:*", "Event: s3:ObjectMade:*", "no event of S3");
        yield return Case("bogus architecture", "AllowedValues: [arm64, x86_64]", "AllowedValues: [arm64, amd64]", "amd64");
        yield return Case("unknown condition", "Condition: HasQuickSight", "Condition: HasQuicksight", "no condition");
        yield return Case("dependency on nothing", "DependsOn: TransformPermission", "DependsOn: Permission", "DependsOn Permission");
        yield return Case("effect that is none", "Effect: Deny", "Effect: Denied", "Effect");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task Planted_mistake_is_found(string from, string to, string told)
    {
        var template = await File.ReadAllTextAsync(Judge.Template);
        Assert.That(template, Does.Contain(from), "the place to plant the mistake");
        var (exitCode, output) = await CheckAsync(template.Replace(from, to, StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Does.Contain(told));
        }
    }

    [Test]
    public async Task Notifications_do_not_overlap_and_none_sees_what_the_library_writes()
    {
        var filters = Notifications(await FactsAsync("Trigger=S3Event"));
        var overlaps =
            from a in filters
            from b in filters
            where a != b
                && (a.Prefix.StartsWith(b.Prefix, StringComparison.Ordinal) || b.Prefix.StartsWith(a.Prefix, StringComparison.Ordinal))
                && (a.Suffix.EndsWith(b.Suffix, StringComparison.Ordinal) || b.Suffix.EndsWith(a.Suffix, StringComparison.Ordinal))
            select (a, b);
        var layout = LakeLayout.Hive;
        string[] outputs = [layout.RawProcessed, layout.RawQuarantine, layout.Curated, layout.Catalog, layout.State, layout.Runs, "athena/"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(overlaps, Is.Empty);
            Assert.That(filters.Select(f => f.Prefix), Is.All.StartsWith(layout.RawPending));
            Assert.That(outputs, Has.None.Matches<string>(o => filters.Any(f => o!.StartsWith(f.Prefix, StringComparison.Ordinal) || f.Prefix.StartsWith(o, StringComparison.Ordinal))));
        }
    }

    [Test]
    public async Task Every_source_of_the_settings_has_its_notification()
    {
        var filters = Notifications(await FactsAsync("Trigger=S3Event"));
        string[] sources = ["playlist", "saved-tracks", "recently-played", "top-tracks", "top-artists", "album", "artist"];
        Assert.That(
            sources.Select(s => DocumentName.Of(s, "id", "20261120T091223Z-4f2a9c").Key("raw/pending/")).Where(key => filters.Count(f => key.StartsWith(f.Prefix, StringComparison.Ordinal) && key.EndsWith(f.Suffix, StringComparison.Ordinal)) != 1),
            Is.Empty);
    }

    [Test]
    public async Task The_two_ways_to_start_are_exclusive() =>
        Assert.That(Notifications(await FactsAsync("Trigger=StateMachine")), Is.Empty);

    [Test]
    public async Task Nothing_pending_ever_expires_and_content_always_does()
    {
        var expirations = (await FactsAsync()).GetProperty("expirations").EnumerateArray().Select(e => e.GetProperty("prefix").GetString()!).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(expirations, Has.None.Matches<string>(p => "raw/pending/".StartsWith(p!, StringComparison.Ordinal) || p!.StartsWith("raw/pending/", StringComparison.Ordinal)));
            Assert.That(expirations, Does.Contain("raw/processed/").And.Contain("curated/"));
        }
    }

    [Test]
    public async Task Every_function_names_a_handler_of_the_program() =>
        Assert.That((await FactsAsync()).GetProperty("handlers").EnumerateObject().Select(h => h.Value.GetString()), Is.EquivalentTo(HandlerTable.Names));

    [Test]
    public async Task Sql_of_the_template_is_answered_by_a_lake()
    {
        var facts = await FactsAsync("QuickSightUserArn=arn:aws:quicksight:eu-central-1:123456789012:user/default/x", "DatabaseName=spotify");
        var dataSet = facts.GetProperty("dataSets").GetProperty("songs");
        var queries = facts.GetProperty("queries").EnumerateObject().ToDictionary(q => q.Name, q => q.Value.GetString()!);
        var ofDataSet = dataSet.GetProperty("sql").GetString()!;
        using var lake = new TableLake();
        lake.Fill(SmallLake.Rows);
        using var judge = AthenaSqlJudge.Start();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(queries.Keys, Has.None.Matches<string>(name => ShippedQuestions.All.Any(q => q.Name == name)), "the library saves its own questions under their names");
            foreach (var (name, sql) in queries.Append(new("quicksight", ofDataSet)))
            {
                Assert.That(judge.Trino(sql), Is.Empty, name);
                await using var result = await lake.ExecuteAsync(new SqlStatement(sql.Replace("spotify.", "", StringComparison.Ordinal)), default);
                Assert.That(await result.Rows.CountAsync(), Is.Positive, name);
                Assert.That(result.Columns.Select(c => c.Name), name == "quicksight" ? Is.EqualTo(dataSet.GetProperty("columns").EnumerateArray().Select(c => c.GetString())) : Is.Not.Empty, name);
            }
        }
    }
}
