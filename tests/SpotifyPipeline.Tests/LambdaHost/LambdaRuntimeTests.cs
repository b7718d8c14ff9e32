using System.Text;
using System.Text.Json;
using LambdaHost.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The loop against the emulated Runtime API.</summary>
[CancelAfter(60_000)]
internal sealed class LambdaRuntimeTests
{
    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string ErrorTypeIn(FunctionAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("errorType").GetString()!;

    [Test]
    public async Task Call_is_answered_with_what_the_handler_returns()
    {
        await using var host = new RunningLoop((call, _) => Task.FromResult(Json($$"""{"saw":{{Encoding.UTF8.GetString(call.Payload.Span)}},"id":"{{call.RequestId}}"}""")));
        var answer = await host.Api.InvokeAsync("""{"name":"Žižek 日本"}""");
        Assert.That(answer, Is.EqualTo(new FunctionAnswer(false, """{"saw":{"name":"Žižek 日本"},"id":"request-1"}""", null)));
    }

    [Test]
    public async Task Failed_call_is_reported_and_the_next_one_is_answered()
    {
        var calls = 0;
        await using var host = new RunningLoop((_, _) => ++calls == 1 ? throw new SpotifyPipelineException("The bucket is gone.") : Task.FromResult(Json("{}")));
        var failed = await host.Api.InvokeAsync("{}");
        var answered = await host.Api.InvokeAsync("{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.IsError);
            Assert.That(failed.ErrorType, Is.EqualTo("Function.PermanentFailure"));
            Assert.That(JsonDocument.Parse(failed.Body).RootElement.GetProperty("errorMessage").GetString(), Is.EqualTo("The bucket is gone."));
            Assert.That(JsonDocument.Parse(failed.Body).RootElement.GetProperty("stackTrace").GetArrayLength(), Is.GreaterThan(0));
            Assert.That(answered.IsError, Is.False);
        }
    }

    private static IEnumerable<TestCaseData> Failures()
    {
        yield return new TestCaseData(new SpotifyPipelineException("x", isTransient: true), FailureReport.Transient).SetArgDisplayNames("transient");
        yield return new TestCaseData(new SpotifyPipelineException("x"), FailureReport.Permanent).SetArgDisplayNames("permanent");
        yield return new TestCaseData(new HttpRequestException("x"), FailureReport.Transient).SetArgDisplayNames("network");
        yield return new TestCaseData(new Amazon.Runtime.AmazonServiceException("x") { StatusCode = System.Net.HttpStatusCode.ServiceUnavailable }, FailureReport.Transient).SetArgDisplayNames("service 503");
        yield return new TestCaseData(new Amazon.Runtime.AmazonServiceException("x") { StatusCode = System.Net.HttpStatusCode.Forbidden }, FailureReport.Permanent).SetArgDisplayNames("service 403");
        yield return new TestCaseData(new InvalidOperationException("x"), FailureReport.Permanent).SetArgDisplayNames("mistake");
    }

    [TestCaseSource(nameof(Failures))]
    public async Task Failure_is_named_by_what_helps_against_it(Exception failure, string expected)
    {
        await using var host = new RunningLoop((_, _) => throw failure);
        Assert.That(ErrorTypeIn(await host.Api.InvokeAsync("{}")), Is.EqualTo(expected));
    }

    [Test]
    public async Task Call_is_cancelled_a_little_before_its_deadline()
    {
        var clock = new FakeTimeProvider { Horizon = TimeSpan.FromMinutes(20) };
        var started = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = new RunningLoop(
            async (_, token) =>
            {
                started.SetResult(token);
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, token);
                return Json("{}");
            },
            clock,
            TimeSpan.FromSeconds(30));
        var call = host.Api.InvokeAsync("{}");
        var token = await started.Task;
        clock.Advance(TimeSpan.FromSeconds(26.9));
        var before = token.IsCancellationRequested;
        clock.Advance(TimeSpan.FromSeconds(0.2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.False);
            Assert.That(ErrorTypeIn(await call), Is.EqualTo(FailureReport.DeadlineReached));
        }
    }

    [TestCase(900_000, 10_000)]
    [TestCase(30_000, 3_000)]
    [TestCase(1_000, 200)]
    [TestCase(0, 200)]
    [TestCase(-5_000, 200)]
    public void Reserve_is_a_tenth_within_bounds(int leftMilliseconds, int reserveMilliseconds) =>
        Assert.That(DeadlineReserve.Of(TimeSpan.FromMilliseconds(leftMilliseconds)), Is.EqualTo(TimeSpan.FromMilliseconds(reserveMilliseconds)));

    [Test]
    public void Deadline_in_the_past_leaves_no_time() =>
        Assert.That(DeadlineReserve.WorkingTime(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1)), Is.EqualTo(TimeSpan.Zero));

    [Test]
    public async Task Trace_reaches_the_handler_and_the_sdk()
    {
        const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        string? seenBySdk = null;
        Invocation? seen = null;
        await using var host = new RunningLoop((call, _) =>
        {
            (seen, seenBySdk) = (call, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
            return Task.FromResult(Json("{}"));
        });
        host.Api.TraceId = Trace;

        // The first call was handed out before the trace was set, at the latest the second one carries it.
        await host.Api.InvokeAsync("{}");
        await host.Api.InvokeAsync("{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen!.TraceId, Is.EqualTo(Trace));
            Assert.That(seenBySdk, Is.EqualTo(Trace));
            Assert.That(seen.FunctionArn, Does.StartWith("arn:aws:lambda:"));
        }
    }

    [Test]
    public async Task Answer_that_is_too_large_becomes_an_error_of_the_call()
    {
        await using var host = new RunningLoop((_, _) => Task.FromResult(Json($"\"{new string('a', 7_000_000)}\"")));
        var answer = await host.Api.InvokeAsync("{}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.IsError);
            Assert.That(answer.Body, Does.Contain("6 MB"));
        }
    }

    [Test]
    public async Task Start_that_fails_is_reported()
    {
        using var api = new RuntimeApiEmulator();
        using var runtime = new LambdaRuntime(api.Address, TimeProvider.System, NullLogger.Instance);
        await runtime.ReportInitFailureAsync(new SpotifyPipelineException("SpotifyPipeline:Aws:Bucket is not set."), default);
        var report = await api.InitFailure;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.ErrorType, Is.EqualTo("Function.PermanentFailure"));
            Assert.That(report.Body, Does.Contain("SpotifyPipeline:Aws:Bucket"));
        }
    }

    [Test]
    public void Runtime_api_that_fails_ends_the_loop()
    {
        using var api = new RuntimeApiEmulator { NextStatus = 500 };
        using var runtime = new LambdaRuntime(api.Address, TimeProvider.System, NullLogger.Instance);
        Assert.That(
            async () => await runtime.RunAsync((_, _) => Task.FromResult(Json("{}")), default),
            Throws.TypeOf<RuntimeApiException>().With.Message.Contains("500"));
    }

    private sealed class RunningLoop : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly LambdaRuntime _runtime;
        private readonly Task _loop;

        public RunningLoop(Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle, TimeProvider? time = null, TimeSpan? timeout = null)
        {
            Api = new RuntimeApiEmulator(timeout, time);
            _runtime = new LambdaRuntime(Api.Address, time ?? TimeProvider.System, NullLogger.Instance);
            _loop = _runtime.RunAsync(handle, _stopping.Token);
        }

        public RuntimeApiEmulator Api { get; }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _loop.ContinueWith(_ => { }, TaskScheduler.Default);
            _runtime.Dispose();
            Api.Dispose();
            _stopping.Dispose();
        }
    }
}
