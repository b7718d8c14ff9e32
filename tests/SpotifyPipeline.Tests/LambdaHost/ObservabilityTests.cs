using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LambdaHost.Observability;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed partial class ObservabilityTests
{
    private static readonly MovableClock Clock = new(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero));

    private static JsonElement[] Lines(MemoryStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    [LoggerMessage(EventId = 1, EventName = "Read", Level = LogLevel.Warning, Message = "Read {Count} of {Key}")]
    private static partial void LogRead(ILogger logger, int count, string key, Exception? failure);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Detail")]
    private static partial void LogDetail(ILogger logger);

    [Test]
    public void Log_line_is_one_json_object_with_call_run_and_values()
    {
        using var output = new MemoryStream();
        using var provider = new JsonLineLoggerProvider(output, LogLevel.Information, Clock);
        var logger = provider.CreateLogger("SpotifyPipeline.Test");
        CurrentCall.Begin("stack-extract", "request-7", "Root=1-5759e988-bd862e3fe1be46a994272793");
        using (var activity = new Activity("extract").Start())
        {
            activity.SetTag(CurrentCall.RunTag, "20261120T091223Z-4f2a9c");
            using var inner = new Activity("inner").Start();
            LogRead(logger, 3, "a\nb\"ž", new IOException("No network."));
            LogDetail(logger);
        }

        var line = Lines(output).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.GetProperty("timestamp").GetString(), Is.EqualTo("2026-11-20T09:12:23Z"));
            Assert.That(line.GetProperty("level").GetString(), Is.EqualTo("WARN"));
            Assert.That(line.GetProperty("message").GetString(), Is.EqualTo("Read 3 of a\nb\"ž"));
            Assert.That(line.GetProperty("event").GetString(), Is.EqualTo("Read"));
            Assert.That(line.GetProperty("function").GetString(), Is.EqualTo("stack-extract"));
            Assert.That(line.GetProperty("request_id").GetString(), Is.EqualTo("request-7"));
            Assert.That(line.GetProperty("run_id").GetString(), Is.EqualTo("20261120T091223Z-4f2a9c"));
            Assert.That(line.GetProperty("values").GetProperty("Count").GetInt32(), Is.EqualTo(3));
            Assert.That(line.GetProperty("exception").GetString(), Does.Contain("No network."));
        }
    }

    [Test]
    public void Metrics_are_lines_in_the_embedded_format()
    {
        using var meter = new Meter("Test.Embedded");
        using var metrics = new EmfMetrics("Test.Embedded", "stack-transform", Clock);
        var rows = meter.CreateCounter<long>("rows", "{row}");
        var seconds = meter.CreateHistogram<double>("seconds", "s");
        using var other = new Meter("Test.Other");
        rows.Add(2, new KeyValuePair<string, object?>("table", "songs"));
        rows.Add(3, new KeyValuePair<string, object?>("table", "songs"));
        rows.Add(7, new KeyValuePair<string, object?>("table", "albums"));
        seconds.Record(0.5);
        seconds.Record(1.5);
        other.CreateCounter<long>("rows").Add(100);
        using var output = new MemoryStream();
        metrics.Flush(output);
        metrics.Flush(output);
        var lines = Lines(output);
        var songs = lines.Single(l => l.TryGetProperty("table", out var table) && table.GetString() == "songs");
        var directive = songs.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0];
        var untagged = lines.Single(l => !l.TryGetProperty("table", out _));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Length.EqualTo(3), "one for each combination of tags, and nothing twice");
            Assert.That(songs.GetProperty("rows").GetInt64(), Is.EqualTo(5));
            Assert.That(songs.GetProperty("function").GetString(), Is.EqualTo("stack-transform"));
            Assert.That(songs.GetProperty("_aws").GetProperty("Timestamp").GetInt64(), Is.EqualTo(Clock.Now.ToUnixTimeMilliseconds()));
            Assert.That(directive.GetProperty("Namespace").GetString(), Is.EqualTo("SpotifyPipeline"));
            Assert.That(directive.GetProperty("Dimensions")[0].EnumerateArray().Select(d => d.GetString()), Is.EqualTo(new[] { "function", "table" }));
            Assert.That(directive.GetProperty("Metrics")[0].GetProperty("Unit").GetString(), Is.EqualTo("Count"));
            Assert.That(untagged.GetProperty("seconds").EnumerateArray().Select(v => v.GetDouble()), Is.EqualTo(new[] { 0.5, 1.5 }));
            Assert.That(untagged.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Metrics")[0].GetProperty("Unit").GetString(), Is.EqualTo("Seconds"));
        }
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Activities_reach_the_daemon_as_subsegments_of_the_call(CancellationToken cancellationToken)
    {
        using var daemon = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var traces = new XRayTraces("Test.Traces", (IPEndPoint)daemon.Client.LocalEndPoint!);
        using var source = new ActivitySource("Test.Traces");
        CurrentCall.Begin("f", "r", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        string outerId;
        using (var outer = source.StartActivity("extract"))
        {
            outerId = outer!.SpanId.ToHexString();
            using var inner = source.StartActivity("page");
            inner!.SetStatus(ActivityStatusCode.Error);
            inner.SetTag("spotify_pipeline.run_id", "r1");
        }

        var documents = new List<JsonElement>();
        while (documents.Count < 2)
        {
            var text = Encoding.UTF8.GetString((await daemon.ReceiveAsync(cancellationToken)).Buffer).Split('\n');
            Assert.That(text[0], Is.EqualTo("{\"format\":\"json\",\"version\":1}"));
            documents.Add(JsonDocument.Parse(text[1]).RootElement);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents.Select(d => d.GetProperty("trace_id").GetString()), Is.All.EqualTo("1-5759e988-bd862e3fe1be46a994272793"));
            Assert.That(documents[0].GetProperty("name").GetString(), Is.EqualTo("page"));
            Assert.That(documents[0].GetProperty("parent_id").GetString(), Is.EqualTo(outerId));
            Assert.That(documents[0].GetProperty("fault").GetBoolean());
            Assert.That(documents[0].GetProperty("annotations").GetProperty("spotify_pipeline_run_id").GetString(), Is.EqualTo("r1"));
            Assert.That(documents[1].GetProperty("parent_id").GetString(), Is.EqualTo("53995c3f42cd8ad8"));
            Assert.That(documents[1].GetProperty("end_time").GetDouble(), Is.GreaterThanOrEqualTo(documents[1].GetProperty("start_time").GetDouble()));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0")]
    [TestCase("Root=1-5759e988-bd862e3fe1be46a994272793")]
    public void Call_that_is_not_sampled_sends_nothing(string? header) => Assert.That(XRayTraces.ParseHeader(header), Is.Null);
}
