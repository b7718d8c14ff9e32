using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using LambdaHost;
using LambdaHost.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Tests.Aws.Servers;
using SpotifyPipeline.Tests.LambdaHost;

namespace SpotifyPipeline.EndToEndTests.LambdaHost;

/// <summary>What the functions ask AWS for, held against what the template's roles allow them.</summary>
[CancelAfter(300_000)]
internal sealed class LeastPrivilegeTests
{
    private static string _bucket = "";

    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["extract"] = "ExtractRole",
        ["transform"] = "TransformRole",
        ["transform-pending"] = "TransformPendingRole",
        ["catalog"] = "CatalogRole",
        ["ask"] = "AskRole",
        ["notify"] = "NotifyRole",
    };

    /// <summary>Granted, though no request of the functions shows it; with the page that says why it is needed.</summary>
    private static readonly Dictionary<string, string> Indirect = new(StringComparer.Ordinal)
    {
        ["Logs/logs:CreateLogStream"] = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
        ["Logs/logs:PutLogEvents"] = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
        ["Traces/xray:PutTraceSegments"] = "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
        ["Traces/xray:PutTelemetryRecords"] = "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
        ["GiveUp/sqs:SendMessage"] = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
        ["WriteLake/s3:AbortMultipartUpload"] = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html",
        ["PassedThroughToGlue/glue:CreateTable"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToGlue/glue:GetDatabase"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToGlue/glue:GetTable"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToGlue/glue:GetTables"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToGlue/glue:GetPartition"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToGlue/glue:GetPartitions"] = "https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html",
        ["PassedThroughToTables/s3:GetObject"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToCurrent/s3:GetObject"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToCurrent/s3:PutObject"] = "https://docs.aws.amazon.com/athena/latest/ug/unload.html",
        ["PassedThroughToCurrent/s3:AbortMultipartUpload"] = "https://docs.aws.amazon.com/athena/latest/ug/unload.html",
        ["PassedThroughToCurrent/s3:ListMultipartUploadParts"] = "https://docs.aws.amazon.com/athena/latest/ug/unload.html",
        ["PassedThroughToResults/s3:GetObject"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToResults/s3:PutObject"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToResults/s3:AbortMultipartUpload"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToResults/s3:ListMultipartUploadParts"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToBucket/s3:GetBucketLocation"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToBucket/s3:ListBucket"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
        ["PassedThroughToBucket/s3:ListBucketMultipartUploads"] = "https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html",
    };

    /// <summary>Actions for which a service has no resources to name.</summary>
    private static readonly string[] Nameless = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    [TestCase("Projection", false)]
    [TestCase("Partitions", false)]
    [TestCase("Projection", true)]
    public async Task Roles_allow_what_the_functions_use_and_nothing_else(string catalogMode, bool keepCurrentTables)
    {
        var used = await UseEverythingAsync(catalogMode, keepCurrentTables);
        var (exitCode, output) = await Judge.AskAsync("cloudformation", null, ["facts.cjs", Judge.Template, $"BucketName={_bucket}", $"CatalogMode={catalogMode}", $"KeepCurrentTables={(keepCurrentTables ? "true" : "false")}"]);
        Assert.That(exitCode, Is.Zero, output);
        var roles = JsonDocument.Parse(output).RootElement.GetProperty("roles");
        var faults = new List<string>();
        foreach (var (function, role) in Roles)
        {
            var grants = Grants(roles.GetProperty(role));
            faults.AddRange(used[function].Where(use => !grants.Any(g => Allows(g, use))).Select(use => $"{function} uses {use.Action} on {use.Resource}, which {role} does not allow"));
            faults.AddRange(grants.Where(g => !used[function].Any(use => Allows(g, use)) && !Indirect.ContainsKey($"{g.Sid}/{g.Action}")).Select(g => $"{role} allows {g.Action} ({g.Sid}), which {function} does not use"));
            faults.AddRange(grants.Where(g => g.Resources.Contains("*") && !Nameless.Contains(g.Action)).Select(g => $"{role} allows {g.Action} on everything"));
        }

        Assert.That(faults.Distinct().Order(StringComparer.Ordinal), Is.Empty);
    }


    [TearDown]
    public void ForgetCredentials()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", null);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
    }

    /// <summary>The usual time or, by which folders that were replaced have no readers any more, that of tomorrow.</summary>
    private sealed class Tomorrow : TimeProvider
    {
        public static bool IsIt { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(IsIt ? 1 : 0);
    }

    private sealed record Grant(string Sid, string Action, string[] Resources);

    private static List<Grant> Grants(JsonElement role) =>
    [
        .. from statement in role.EnumerateArray()
           from action in statement.GetProperty("actions").EnumerateArray()
           select new Grant(
               statement.GetProperty("sid").GetString()!,
               action.GetString()!,
               [.. statement.GetProperty("resources").EnumerateArray().Select(r => r.GetString()!)]),
    ];

    private static bool Allows(Grant grant, UsedAction use) =>
        grant.Action == use.Action && (use.Resource.Length == 0 || grant.Resources.Any(r => Matches(r, use.Resource)));

    private static bool Matches(string pattern, string resource) =>
        pattern.EndsWith('*') ? resource.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == resource;

    /// <summary>Calls every function in every way that makes it ask AWS for something, over radosgw.</summary>
    private static async Task<Dictionary<string, HashSet<UsedAction>>> UseEverythingAsync(string catalogMode, bool keepCurrentTables)
    {
        var radosgw = await RadosGateway.RequireAsync();
        _bucket = await radosgw.CreateBucketAsync();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", radosgw.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", radosgw.SecretKey);
        await using var spotify = await SpotifySimulator.StartAsync(new SimulatorOptions { ItemsPerPlaylist = 20, AvailableMarkets = 2 });
        using var aws = new AwsStandIn(radosgw.ServiceUrl);
        aws.Secret = $$"""{"ClientId":"{{spotify.ClientId}}","ClientSecret":"{{spotify.ClientSecret}}","RefreshToken":"{{spotify.RefreshToken}}"}""";
        var used = Roles.Keys.ToDictionary(function => function, _ => new HashSet<UsedAction>(), StringComparer.Ordinal);
        var secret = await SpotifyPipeline.Aws.SecretsManager.SpotifySecret.ReadAsync("arn:aws:secretsmanager:eu-central-1:123456789012:secret:spotify", new Uri(aws.Address));
        await secret.WriteAsync(new SpotifyPipeline.Spotify.Authorization.StoredToken { RefreshToken = spotify.RefreshToken }, default);
        used["extract"].UnionWith(aws.TakeUsed());

        async Task<JsonElement> CallAsync(string function, string payload, CancellationToken cancellationToken = default)
        {
            await using var running = Compose(function, aws, spotify, secret, catalogMode, keepCurrentTables && function == "catalog");
            try
            {
                var answer = await running.HandleAsync(new Invocation("request", DateTimeOffset.MaxValue, "", null, Encoding.UTF8.GetBytes(payload)), cancellationToken);
                return JsonDocument.Parse(answer).RootElement;
            }
            finally
            {
                used[function].UnionWith(aws.TakeUsed());
            }
        }

        var extracted = await CallAsync("extract", "{}");
        await CallAsync("extract", $$"""{"resumeRunId":"{{extracted.GetProperty("runId").GetString()}}"}""");
        var keys = extracted.GetProperty("documents").EnumerateArray().Select(d => d.GetString()!).ToList();
        var sequencer = 0;
        foreach (var key in keys.Take(1))
        {
            await CallAsync("transform", $$$$"""{"Records":[{"eventSource":"ceph:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"{{{{_bucket}}}}"},"object":{"key":"{{{{key}}}}","sequencer":"{{{{(++sequencer).ToString("X4", CultureInfo.InvariantCulture)}}}}"}}}]}""");
        }

        // A document from before projection began, and one that nobody can read.
        using var s3 = radosgw.CreateClient();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "raw/pending/bare/list-2019-01-31.json", ContentBody = """{"items":[{"added_at":"2019-01-31T00:00:00Z","track":{"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"x","album":{"id":"6N9PS4QXF1D0OWPk0Sxtb4","name":"y","artists":[]},"artists":[],"duration_ms":1}}]}""" });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "raw/pending/bare/bad.json", ContentBody = "<html>" });
        aws.ForgetColumns();
        await CallAsync("transform", """{"keys":["raw/pending/bare/list-2019-01-31.json","raw/pending/bare/bad.json"]}""");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "raw/pending/bare/list-2018-01-31.json", ContentBody = """{"items":[{"added_at":"2018-01-31T00:00:00Z","track":{"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"x","album":{"id":"6N9PS4QXF1D0OWPk0Sxtb4","name":"y","artists":[]},"artists":[],"duration_ms":1}}]}""" });
        aws.ForgetTables();
        await CallAsync("transform-pending", "{}");
        aws.ForgetColumns();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "raw/pending/bare/list-2018-02-01.json", ContentBody = """{"items":[{"added_at":"2018-02-01T00:00:00Z","track":{"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"x","album":{"id":"6N9PS4QXF1D0OWPk0Sxtb4","name":"y","artists":[]},"artists":[],"duration_ms":1}}]}""" });
        await CallAsync("transform-pending", "{}");
        await CallAsync("catalog", "{}");
        if (keepCurrentTables)
        {
            // What Athena would have written, and a later day, after which other folders take their place.
            foreach (var folder in aws.Locations.Where(l => l.Contains("_current/", StringComparison.Ordinal)))
            {
                await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = folder[$"s3://{_bucket}/".Length..] + "part-0", ContentBody = "rows" });
            }

            await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "raw/pending/bare/list-2018-03-01.json", ContentBody = """{"items":[{"added_at":"2018-03-01T00:00:00Z","track":{"id":"4uLU6hMCjMI75M1A2tKUQC","type":"track","name":"x","album":{"id":"6N9PS4QXF1D0OWPk0Sxtb4","name":"y","artists":[]},"artists":[],"duration_ms":1}}]}""" });
            await CallAsync("transform-pending", "{}");
            await CallAsync("catalog", "{}");
            Tomorrow.IsIt = true;
            await CallAsync("catalog", "{}");
            Tomorrow.IsIt = false;
        }

        await s3.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = "state/extract-resume.json", ContentBody = $$"""{"runId":"{{extracted.GetProperty("runId").GetString()}}","at":"2026-01-01T00:00:00Z","reason":"quota"}""" });
        await CallAsync("extract", """{"onlyResume":true}""");
        await CallAsync("ask", """{"question":"most_popular_artists","values":{"top":20}}""");
        aws.QueriesHang = true;
        using var enough = new CancellationTokenSource();
        aws.OnPoll = enough.Cancel;
        Assert.That(async () => await CallAsync("ask", """{"sql":"SELECT 1"}""", enough.Token), Throws.InstanceOf<OperationCanceledException>());
        await CallAsync("notify", """{"kind":"success","subject":"done"}""");
        return used;
    }

    private static Function Compose(string function, AwsStandIn aws, SpotifySimulator spotify, SpotifyPipeline.Aws.SecretsManager.SpotifySecret secret, string catalogMode, bool keepCurrentTables)
    {
        var settings = new Dictionary<string, string?>
        {
            ["SpotifyPipeline:Aws:Bucket"] = _bucket,
            ["SpotifyPipeline:Aws:CatalogMode"] = catalogMode,
            ["SpotifyPipeline:Aws:KeepCurrentTables"] = keepCurrentTables ? "true" : "false",

            // As the template has it: the question would need rights that only the ask function has.
            ["SpotifyPipeline:Lake:CheckQuality"] = File.ReadAllText(Judge.Template).Contains("SpotifyPipeline__Lake__CheckQuality: \"false\"", StringComparison.Ordinal) ? "false" : "true",
            ["SpotifyPipeline:Aws:Region"] = "eu-central-1",
            ["SpotifyPipeline:Aws:ServiceUrl"] = aws.Address,
            ["SpotifyPipeline:Aws:GlueServiceUrl"] = aws.Address,
            ["SpotifyPipeline:Aws:AthenaServiceUrl"] = aws.Address,
            ["SpotifyPipeline:Spotify:ApiBaseAddress"] = spotify.ApiBaseAddress.AbsoluteUri,
            ["SpotifyPipeline:Spotify:AccountsBaseAddress"] = spotify.AccountsBaseAddress.AbsoluteUri,
            ["LambdaHost:Playlists"] = string.Join(',', spotify.PlaylistIds.Take(2)),
            ["LambdaHost:Topic"] = "arn:aws:sns:eu-central-1:123456789012:stack",
            ["LambdaHost:TopicServiceUrl"] = aws.Address,
        };
        foreach (var (name, value) in secret.Settings)
        {
            settings[name] = value;
        }

        return Function.Compose(Composition.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), secret, Stream.Null, pipeline => pipeline.Services.AddSingleton<TimeProvider>(new Tomorrow())), function, "stack-" + function, Stream.Null);
    }
}
