using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using LambdaHost;
using LambdaHost.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Tests.Aws.Servers;
using SpotifyPipeline.Tests.LambdaHost;

namespace SpotifyPipeline.EndToEndTests.LambdaHost;

/// <summary>
/// A PUT into radosgw, its notification, the Runtime API, the function compiled ahead of time, tables in the same bucket, and
/// DuckDB on the downloaded files. The filters are those of the template.
/// </summary>
[CancelAfter(300_000)]
internal sealed class AheadOfTimeChainTests
{
    /// <summary>Names the program that <c>samples/LambdaHost/build.sh</c> made.</summary>
    private const string Program = "SPOTIFYPIPELINE_LAMBDA";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("lambda-chain-").FullName;

    [TearDown]
    public void DeleteFolder()
    {
        Directory.Delete(_folder, recursive: true);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", null);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
    }

    [Test]
    public async Task Object_that_is_put_becomes_rows_and_repetition_changes_no_byte(CancellationToken cancellationToken)
    {
        var program = Environment.GetEnvironmentVariable(Program);
        if (string.IsNullOrEmpty(program) || !File.Exists(program))
        {
            Assert.Ignore($"The chain through the ahead-of-time function: {Program} names no program; samples/LambdaHost/build.sh makes it (LAMBDA_FRAMEWORK=net8.0 where the feed has no net10.0 pack).");
        }

        var radosgw = await RadosGateway.RequireAsync();
        var bucket = await radosgw.CreateBucketAsync();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", radosgw.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", radosgw.SecretKey);
        using var api = new RuntimeApiEmulator(TimeSpan.FromMinutes(4));
        using var aws = new AwsStandIn(null);
        await NotifyAsync(radosgw, bucket, api.InvokeUrl);
        using var function = Start(program, api, aws, radosgw, bucket);
        try
        {
            var documents = await ExtractAsync(radosgw, bucket, aws);
            await api.WaitForAnswersAsync(documents, cancellationToken);
            Assert.That(api.Answers.Select(a => (a.IsError, Outcomes(a))), Is.All.EqualTo((false, "transformed")));

            var inOrder = await DownloadAsync(radosgw, bucket, "first");
            var events = api.Payloads.ToList();
            foreach (var payload in events.AsEnumerable().Reverse().Concat(events).Concat(events.Select(Older)))
            {
                var answer = await api.InvokeAsync(payload);
                Assert.That(answer.IsError, Is.False, answer.Body);
            }

            Assert.That(await DownloadAsync(radosgw, bucket, "again"), Is.EqualTo(inOrder));
            // Events that wait for a day: the sweep has done their documents when they come.
            api.TakesEvents = true;
            await SignalAsync(function, "STOP");
            var before = api.Payloads.Count;
            var late = await ExtractAsync(radosgw, bucket, aws);
            await api.WaitForPayloadsAsync(before + late, cancellationToken);
            Assert.That(await SweepAsync(radosgw, bucket, aws), Is.EqualTo(late));
            var swept = await DownloadAsync(radosgw, bucket, "swept");
            Assert.That(swept.Keys, Has.Count.GreaterThan(inOrder.Count));
            await SignalAsync(function, "CONT");
            await api.WaitForAnswersAsync(events.Count * 3, cancellationToken);
            await api.WaitForAnswersAsync(late, cancellationToken);
            Assert.That(api.Answers.TakeLast(late).Select(a => a.IsError), Is.All.False);
            Assert.That(await DownloadAsync(radosgw, bucket, "late"), Is.EqualTo(swept));

            var rows = Ask(Path.Combine(_folder, "first"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(rows.GetProperty("songs").GetInt64(), Is.GreaterThan(0));
                Assert.That(rows.GetProperty("orphans").GetInt64(), Is.Zero, "every song of the playlists is in songs");
                Assert.That(rows.GetProperty("playlists").GetInt64(), Is.EqualTo(documents));
            }
        }
        finally
        {
            function.Kill();
            await function.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Freezes and thaws the function, as Lambda does between calls.</summary>
    private static async Task SignalAsync(Process function, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, function.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.That(kill.ExitCode, Is.Zero);
    }

    private static string Outcomes(FunctionAnswer answer) => answer.IsError
        ? answer.Body
        : string.Join(',', JsonDocument.Parse(answer.Body).RootElement.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));

    /// <summary>The same event, as if it had been sent before.</summary>
    private static string Older(string payload)
    {
        var json = JsonNode.Parse(payload)!;
        foreach (var record in json["Records"]!.AsArray())
        {
            record!["s3"]!["object"]!["sequencer"] = "0";
        }

        return json.ToJsonString();
    }

    /// <summary>The template's own filters, on radosgw.</summary>
    private static async Task NotifyAsync(RadosGateway radosgw, string bucket, string url)
    {
        var (judged, facts) = await Judge.AskAsync("cloudformation", null, ["facts.cjs", Judge.Template, "Trigger=S3Event"]);
        Assert.That(judged, Is.Zero, facts);
        var filters = JsonDocument.Parse(facts).RootElement.GetProperty("notifications").EnumerateArray()
            .Select(n => $"{n.GetProperty("prefix").GetString()}:{n.GetProperty("suffix").GetString()}");
        var (exitCode, output) = await LocalServers.RunAsync(
            Path.Combine(LocalServers.Scripts, "notify-radosgw.py"), [radosgw.ServiceUrl, radosgw.AccessKey, radosgw.SecretKey, bucket, url, .. filters]);
        if (output.Contains("No module named", StringComparison.Ordinal))
        {
            Assert.Ignore("Bucket notifications: python3-botocore is not installed (tests/servers/install.sh).");
        }

        Assert.That(exitCode, Is.Zero, output);
    }

    private static Process Start(string program, RuntimeApiEmulator api, AwsStandIn aws, RadosGateway radosgw, string bucket) => Process.Start(new ProcessStartInfo(program)
    {
        Environment =
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Address,
            ["AWS_LAMBDA_FUNCTION_NAME"] = "stack-transform",
            ["_HANDLER"] = "transform",
            ["AWS_ACCESS_KEY_ID"] = radosgw.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = radosgw.SecretKey,
            ["LambdaHost__LogLevel"] = "Warning",
            ["SpotifyPipeline__Aws__Bucket"] = bucket,
            ["SpotifyPipeline__Aws__Region"] = "us-east-1",
            ["SpotifyPipeline__Aws__ServiceUrl"] = radosgw.ServiceUrl,
            ["SpotifyPipeline__Aws__GlueServiceUrl"] = aws.Address,
            ["SpotifyPipeline__Aws__AthenaServiceUrl"] = aws.Address,
            ["SpotifyPipeline__Spotify__ClientId"] = "unused",
            ["SpotifyPipeline__Spotify__ClientSecret"] = "unused",
        },
    })!;

    /// <summary>Runs the extract function here, over a simulated Spotify; its PUTs into the bucket are the events.</summary>
    private static async Task<int> ExtractAsync(RadosGateway radosgw, string bucket, AwsStandIn aws)
    {
        var (answer, playlists) = await CallAsync("extract", radosgw, bucket, aws);
        Assert.That(answer.GetProperty("outcome").GetString(), Is.EqualTo("done"));
        return playlists;
    }

    /// <summary>Runs the function of the daily sweep here.</summary>
    private static async Task<int> SweepAsync(RadosGateway radosgw, string bucket, AwsStandIn aws) =>
        (await CallAsync("transform-pending", radosgw, bucket, aws)).Answer.GetProperty("documents").GetInt32();

    private static async Task<(JsonElement Answer, int Playlists)> CallAsync(string name, RadosGateway radosgw, string bucket, AwsStandIn aws)
    {
        await using var spotify = await SpotifySimulator.StartAsync(new SimulatorOptions { ItemsPerPlaylist = 120, AvailableMarkets = 2 });
        var settings = new Dictionary<string, string?>
        {
            ["SpotifyPipeline:Aws:Bucket"] = bucket,
            ["SpotifyPipeline:Aws:Region"] = "us-east-1",
            ["SpotifyPipeline:Aws:ServiceUrl"] = radosgw.ServiceUrl,
            ["SpotifyPipeline:Aws:GlueServiceUrl"] = aws.Address,
            ["SpotifyPipeline:Spotify:ClientId"] = spotify.ClientId,
            ["SpotifyPipeline:Spotify:ClientSecret"] = spotify.ClientSecret,
            ["SpotifyPipeline:Spotify:RefreshToken"] = spotify.RefreshToken,
            ["SpotifyPipeline:Spotify:ApiBaseAddress"] = spotify.ApiBaseAddress.AbsoluteUri,
            ["SpotifyPipeline:Spotify:AccountsBaseAddress"] = spotify.AccountsBaseAddress.AbsoluteUri,
            ["LambdaHost:Playlists"] = string.Join(',', spotify.PlaylistIds),
        };
        var services = Composition.Build(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), null, Stream.Null, pipeline =>
            pipeline.Services.AddSingleton<Amazon.S3.IAmazonS3>(radosgw.CreateClient()));
        await using var function = Function.Compose(services, name, "stack-" + name, Stream.Null);
        var answer = await function.HandleAsync(new Invocation("request", DateTimeOffset.MaxValue, "", null, Encoding.UTF8.GetBytes("{}")), default);
        return (JsonDocument.Parse(answer).RootElement, spotify.PlaylistIds.Count);
    }

    private async Task<SortedDictionary<string, string>> DownloadAsync(RadosGateway radosgw, string bucket, string name)
    {
        using var s3 = radosgw.CreateClient();
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var list = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "curated/" });
        foreach (var entry in list.S3Objects)
        {
            var file = Path.Combine(_folder, name, entry.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var reply = await s3.GetObjectAsync(bucket, entry.Key);
            await using (var stream = File.Create(file))
            {
                await reply.ResponseStream.CopyToAsync(stream);
            }

            contents.Add(entry.Key, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file))));
        }

        return contents;
    }

    /// <summary>Reads the downloaded files in DuckDB.</summary>
    private JsonElement Ask(string lake)
    {
        var answer = Path.Combine(_folder, "answer.json");
        string Table(string name) => string.Create(CultureInfo.InvariantCulture, $"read_parquet('{lake}/curated/{name}/*/*.parquet', hive_partitioning = true)");
        using var database = DuckDBConnection.OpenInMemory();
        using var connection = new DuckDBConnection(database);
        connection.Run($"""
            COPY (
              SELECT
                (SELECT count(*) FROM {Table("songs")}) AS songs,
                (SELECT count(*) FROM {Table("playlist_items")} i WHERE i.item_type = 'track' AND i.song_id NOT IN (SELECT song_id FROM {Table("songs")})) AS orphans,
                (SELECT count(DISTINCT playlist_id) FROM {Table("playlist_items")}) AS playlists
            ) TO '{answer}' (FORMAT json)
            """);
        return JsonDocument.Parse(File.ReadAllText(answer)).RootElement;
    }
}
