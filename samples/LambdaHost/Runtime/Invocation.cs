namespace LambdaHost.Runtime;

/// <summary>One call of the function.</summary>
/// <param name="RequestId">The id by which Lambda's own logs name the call.</param>
/// <param name="Deadline">When Lambda stops the sandbox (UTC).</param>
/// <param name="FunctionArn">The function, version or alias that was called; empty where the server does not say.</param>
/// <param name="TraceId">The X-Ray header (<c>Root=…;Parent=…;Sampled=…</c>); null where tracing is off.</param>
/// <param name="Payload">The event, JSON.</param>
internal sealed record Invocation(string RequestId, DateTimeOffset Deadline, string FunctionArn, string? TraceId, ReadOnlyMemory<byte> Payload);
