using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace LambdaHost.Runtime;

/// <summary>
/// A custom runtime: takes calls from the Lambda Runtime API and answers them, one at a time.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
/// </summary>
/// <remarks>A call that fails is reported and the loop goes on; a Runtime API that fails ends the loop, since the sandbox is then beyond repair.</remarks>
internal sealed partial class LambdaRuntime : IDisposable
{
    /// <summary>Where Lambda says at which host and port the Runtime API listens.</summary>
    public const string AddressVariable = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>Where the AWS SDK looks for the trace of the current call.</summary>
    private const string TraceVariable = "_X_AMZN_TRACE_ID";

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="address">Host and port of the Runtime API.</param>
    /// <param name="time">The clock against which deadlines count.</param>
    /// <param name="logger">Told of failures.</param>
    public LambdaRuntime(string address, TimeProvider time, ILogger logger)
    {
        // The next call may be hours away: the sandbox is frozen meanwhile and no time limit would mean anything.
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
        _time = time;
        _logger = logger;
    }

    /// <summary>Answers calls until <paramref name="stopping"/>; Lambda itself just ends the process.</summary>
    public async Task RunAsync(Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var invocation = await NextAsync(stopping);
            Environment.SetEnvironmentVariable(TraceVariable, invocation.TraceId);
            await AnswerAsync(invocation, handle, stopping);
        }
    }

    /// <summary>Reports that the function could not start; the process ends after it.</summary>
    public async Task ReportInitFailureAsync(Exception failure, CancellationToken cancellationToken)
    {
        LogInitFailed(failure);
        await ReportAsync("init/error", FailureReport.Of(failure, deadlineReached: false), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task AnswerAsync(Invocation invocation, Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(DeadlineReserve.WorkingTime(invocation.Deadline, _time.GetUtcNow()), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        FailureReport report;
        try
        {
            var answer = await handle(invocation, either.Token);
            if (await PostAsync($"invocation/{invocation.RequestId}/response", answer, null, stopping) is not { } refusal)
            {
                return;
            }

            report = new FailureReport(FailureReport.Permanent, refusal, []);
            LogRefused(invocation.RequestId, refusal);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && failure is not RuntimeApiException)
        {
            LogFailed(invocation.RequestId, failure);
            report = FailureReport.Of(failure, deadline.IsCancellationRequested);
        }

        await ReportAsync($"invocation/{invocation.RequestId}/error", report, stopping);
    }

    private async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var reply = await _http.GetAsync("invocation/next", cancellationToken);
        var payload = await reply.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!reply.IsSuccessStatusCode)
        {
            throw new RuntimeApiException($"The Runtime API answered {(int)reply.StatusCode} to invocation/next; expected 200. The sandbox cannot go on.");
        }

        var milliseconds = long.Parse(Header(reply, "Lambda-Runtime-Deadline-Ms")!, CultureInfo.InvariantCulture);
        return new Invocation(
            Header(reply, "Lambda-Runtime-Aws-Request-Id")!,
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            Header(reply, "Lambda-Runtime-Invoked-Function-Arn", required: false) ?? "",
            Header(reply, "Lambda-Runtime-Trace-Id", required: false),
            payload);
    }

    private async Task ReportAsync(string path, FailureReport report, CancellationToken cancellationToken)
    {
        if (await PostAsync(path, report.ToJson(), $"Function.{report.ErrorType}", cancellationToken) is { } refusal)
        {
            throw new RuntimeApiException(refusal);
        }
    }

    /// <summary>Posts, and returns why it was refused, or null.</summary>
    private async Task<string?> PostAsync(string path, ReadOnlyMemory<byte> json, string? errorType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var reply = await _http.SendAsync(request, cancellationToken);
        return reply.IsSuccessStatusCode
            ? null
            : $"The Runtime API answered {(int)reply.StatusCode} to {path} ({json.Length:N0} bytes); expected 202. An answer may have 6 MB (6,291,556 bytes).";
    }

    private static string? Header(HttpResponseMessage reply, string name, bool required = true)
    {
        if (reply.Headers.TryGetValues(name, out var values))
        {
            return values.First();
        }

        return required ? throw new RuntimeApiException($"The Runtime API sent no header {name} with an invocation.") : null;
    }

    [LoggerMessage(EventId = 9001, Level = LogLevel.Error, Message = "The call {RequestId} failed.")]
    private partial void LogFailed(string requestId, Exception failure);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Critical, Message = "The function could not start.")]
    private partial void LogInitFailed(Exception failure);

    [LoggerMessage(EventId = 9003, Level = LogLevel.Error, Message = "The answer of the call {RequestId} was refused: {Refusal}")]
    private partial void LogRefused(string requestId, string refusal);
}

/// <summary>The Runtime API itself failed; nothing can be reported any more.</summary>
internal sealed class RuntimeApiException(string message) : Exception(message);
