using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>The answer of a function.</summary>
/// <param name="IsError">Whether it reported an error.</param>
/// <param name="Body">Its answer, or its error report.</param>
/// <param name="ErrorType">The header that names the error; null for an answer.</param>
internal sealed record FunctionAnswer(bool IsError, string Body, string? ErrorType);

/// <summary>
/// Lambda's Runtime API and Invoke API on loopback, for a custom runtime: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// Calls wait in line; one runtime takes them one at a time, as in one sandbox.
/// </summary>
internal sealed class RuntimeApiEmulator : IDisposable
{
    private const string Runtime = "/2018-06-01/runtime/";
    private const int LargestAnswer = 6_291_556;

    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Call> _waiting = Channel.CreateUnbounded<Call>();
    private readonly ConcurrentDictionary<string, Call> _running = new();
    private readonly TaskCompletionSource<FunctionAnswer> _initFailure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _answered = new(0);
    private readonly SemaphoreSlim _came = new(0);
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private int _count;

    /// <param name="timeout">How long a function may take, from when it takes a call; 30 seconds by default.</param>
    /// <param name="time">The clock of deadlines; null for the real one.</param>
    public RuntimeApiEmulator(TimeSpan? timeout = null, TimeProvider? time = null)
    {
        _timeout = timeout ?? TimeSpan.FromSeconds(30);
        _time = time ?? TimeProvider.System;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"http://{Address}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Host and port, for AWS_LAMBDA_RUNTIME_API.</summary>
    public string Address { get; }

    /// <summary>The address to which events can be posted, as to Lambda's Invoke API.</summary>
    public string InvokeUrl => $"http://{Address}/2015-03-31/functions/function/invocations";

    /// <summary>What the function reported when it could not start.</summary>
    public Task<FunctionAnswer> InitFailure => _initFailure.Task;

    /// <summary>The X-Ray header of the calls; null for none.</summary>
    public string? TraceId { get; set; }

    /// <summary>What invocation/next answers instead of a call; 0 for a call.</summary>
    public int NextStatus { get; set; }

    /// <summary>Whether what is posted is an event, which is answered at once and done when the function gets to it; otherwise the poster waits for the function.</summary>
    public bool TakesEvents { get; set; }

    /// <summary>All answers so far, of calls that were posted by others too.</summary>
    public ConcurrentQueue<FunctionAnswer> Answers { get; } = new();

    /// <summary>All events so far, in the order in which they came.</summary>
    public ConcurrentQueue<string> Payloads { get; } = new();

    /// <summary>Returns when the function has answered this many calls more than have been waited for.</summary>
    public async Task WaitForAnswersAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await _answered.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Returns when this many events have come in all.</summary>
    public async Task WaitForPayloadsAsync(int count, CancellationToken cancellationToken)
    {
        while (Payloads.Count < count)
        {
            await _came.WaitAsync(cancellationToken);
        }
    }

    public Task<FunctionAnswer> InvokeAsync(string payload) => InvokeAsync(Encoding.UTF8.GetBytes(payload));

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Close();
        _stopping.Dispose();
        _answered.Dispose();
        _came.Dispose();
    }

    private async Task<FunctionAnswer> InvokeAsync(byte[] payload)
    {
        var call = new Call(string.Create(CultureInfo.InvariantCulture, $"request-{Interlocked.Increment(ref _count)}"), payload);
        Payloads.Enqueue(Encoding.UTF8.GetString(payload));
        _came.Release();
        await _waiting.Writer.WriteAsync(call);
        return await call.Answer.Task;
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            if (path == Runtime + "invocation/next")
            {
                await NextAsync(context.Response);
            }
            else if (path == Runtime + "init/error")
            {
                _initFailure.TrySetResult(await ReadAnswerAsync(context.Request, isError: true));
                Reply(context.Response, 202);
            }
            else if (path.StartsWith(Runtime + "invocation/", StringComparison.Ordinal))
            {
                var parts = path[(Runtime + "invocation/").Length..].Split('/');
                await CompleteAsync(context, parts[0], isError: parts[1] == "error");
            }
            else
            {
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var running = InvokeAsync(body.ToArray());
                if (TakesEvents)
                {
                    Reply(context.Response, 202);
                    return;
                }

                var answer = await running;
                context.Response.Headers["X-Amz-Function-Error"] = answer.IsError ? "Unhandled" : null;
                Reply(context.Response, 200, answer.Body);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side, or the test, is gone.
        }
    }

    private async Task NextAsync(HttpListenerResponse response)
    {
        if (NextStatus > 0)
        {
            Reply(response, NextStatus, "{}");
            return;
        }

        var call = await _waiting.Reader.ReadAsync(_stopping.Token);
        _running[call.Id] = call;
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = call.Id;
        response.Headers["Lambda-Runtime-Deadline-Ms"] = (_time.GetUtcNow() + _timeout).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-central-1:123456789012:function:function";
        if (TraceId is not null)
        {
            response.Headers["Lambda-Runtime-Trace-Id"] = TraceId;
        }

        Reply(response, 200, Encoding.UTF8.GetString(call.Payload));
    }

    private async Task CompleteAsync(HttpListenerContext context, string id, bool isError)
    {
        var answer = await ReadAnswerAsync(context.Request, isError);
        if (!isError && Encoding.UTF8.GetByteCount(answer.Body) > LargestAnswer)
        {
            Reply(context.Response, 413, """{"errorType":"RequestEntityTooLarge"}""");
            return;
        }

        if (!_running.TryRemove(id, out var call))
        {
            Reply(context.Response, 403, """{"errorType":"InvalidRequestID"}""");
            return;
        }

        Reply(context.Response, 202, """{"status":"OK"}""");
        Answers.Enqueue(answer);
        _answered.Release();
        call.Answer.SetResult(answer);
    }

    private static async Task<FunctionAnswer> ReadAnswerAsync(HttpListenerRequest request, bool isError)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        return new FunctionAnswer(isError, await reader.ReadToEndAsync(), request.Headers["Lambda-Runtime-Function-Error-Type"]);
    }

    private static void Reply(HttpListenerResponse response, int status, string body = "")
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }

    private sealed record Call(string Id, byte[] Payload)
    {
        public TaskCompletionSource<FunctionAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
