using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.S3.Model;
using SpotifyPipeline.Tests.Aws.Servers;
using SpotifyPipeline.Tests.LambdaHost;

namespace SpotifyPipeline.EndToEndTests.LambdaHost;

/// <summary>
/// Measures, in one run, the start of the function compiled ahead of time against the same program compiled at run time: from the
/// process's start to one document of 100 songs transformed and stored in radosgw. It asserts that the work was done, never a time.
/// </summary>
[CancelAfter(600_000)]
internal sealed class StartMeasurement
{
    [Test]
    public async Task Start_is_measured_against_the_jit(CancellationToken cancellationToken)
    {
        var ahead = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_LAMBDA");
        var jit = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_LAMBDA_JIT");
        if (string.IsNullOrEmpty(ahead) || string.IsNullOrEmpty(jit))
        {
            Assert.Ignore("Start measurement: SPOTIFYPIPELINE_LAMBDA and SPOTIFYPIPELINE_LAMBDA_JIT (a published bootstrap.dll) are not set.");
        }

        var radosgw = await RadosGateway.RequireAsync();
        var runs = int.Parse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_MEASURE_RUNS") ?? "10", CultureInfo.InvariantCulture);
        var results = new Dictionary<string, List<Measurement>> { ["ahead"] = [], ["jit"] = [] };

        var bucket = await radosgw.CreateBucketAsync();
        using var aws = new AwsStandIn(null);

        // By turns, so that a busy machine is busy for both; the first of each warms the disk cache and makes the tables, so
        // that the others find a lake that is in use.
        for (var run = 0; run <= runs; run++)
        {
            foreach (var (name, command) in new[] { ("ahead", new[] { ahead }), ("jit", ["dotnet", jit]) })
            {
                var one = await MeasureAsync(radosgw, bucket, aws, $"{name}-{run}-2026-11-20.json", command, cancellationToken);
                if (run > 0)
                {
                    results[name].Add(one);
                }
            }
        }

        foreach (var (name, list) in results)
        {
            var times = list.Select(r => r.Milliseconds).Order().ToList();
            var own = list.Select(r => r.OwnMilliseconds).Order().ToList();
            TestContext.Progress.WriteLine(FormattableString.Invariant(
                $"{name}: median {times[times.Count / 2]:F0} ms, least {times[0]:F0} ms, most {times[^1]:F0} ms, of it own processor time median {own[own.Count / 2]:F0} ms, least {own[0]:F0} ms, peak memory {list.Max(r => r.Megabytes):F0} MB, {list.Count} runs"));
        }

        Assert.That(results.Values.Select(r => r.Count), Is.All.EqualTo(runs));
    }

    private static async Task<Measurement> MeasureAsync(RadosGateway radosgw, string bucket, AwsStandIn aws, string document, string[] command, CancellationToken cancellationToken)
    {
        using var s3 = radosgw.CreateClient();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "raw/pending/bare/" + document, ContentBody = Document() }, cancellationToken);
        using var api = new RuntimeApiEmulator();
        var answer = api.InvokeAsync($$"""{"keys":["raw/pending/bare/{{document}}"]}""");
        var start = new ProcessStartInfo(command[0], command[1..]);
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Address,
            ["_HANDLER"] = "transform",
            ["AWS_ACCESS_KEY_ID"] = radosgw.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = radosgw.SecretKey,
            ["LambdaHost__LogLevel"] = "Warning",
            ["SpotifyPipeline__Aws__Bucket"] = bucket,
            ["SpotifyPipeline__Aws__Region"] = "us-east-1",
            ["SpotifyPipeline__Aws__ServiceUrl"] = radosgw.ServiceUrl,
            ["SpotifyPipeline__Aws__GlueServiceUrl"] = aws.Address,
        })
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var result = await answer.WaitAsync(cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started);
            Assert.That(result.Body, Does.Contain("\"transformed\""));
            return new Measurement(elapsed.TotalMilliseconds, OwnMilliseconds(process.Id), PeakMegabytes(process.Id));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The processor time of the threads that are there; the kernel counts it in nanoseconds only for each thread.</summary>
    private static double OwnMilliseconds(int process) =>
        Directory.GetDirectories($"/proc/{process}/task").Sum(t => long.Parse(File.ReadAllText(Path.Combine(t, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture)) / 1e6;

    private static double PeakMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>A page of 100 songs in the shape of the Web API.</summary>
    private static string Document()
    {
        var items = Enumerable.Range(0, 100).Select(i => new
        {
            added_at = "2026-11-20T00:00:00Z",
            track = new
            {
                id = $"song{i:D18}",
                type = "track",
                name = $"Song {i}",
                duration_ms = 180_000 + i,
                @explicit = false,
                popularity = i % 100,
                album = new { id = $"album{i % 40:D17}", name = $"Album {i % 40}", album_type = "album", release_date = "2020-05-01", release_date_precision = "day", artists = new[] { Artist(i) } },
                artists = new[] { Artist(i), Artist(i + 1) },
            },
        });
        return JsonSerializer.Serialize(new { href = "https://api.spotify.com/v1/playlists/37i9dQZF1DXcBWIGoYBM5M/tracks", items, total = 100 });
    }

    private static object Artist(int i) => new { id = $"artist{i % 60:D16}", name = $"Artist {i % 60}", type = "artist" };

    private sealed record Measurement(double Milliseconds, double OwnMilliseconds, double Megabytes);
}
