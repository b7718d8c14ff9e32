using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using SpotifyPipeline.Simulator.Authorization;

namespace SpotifyPipeline.Simulator.Http;

/// <summary>From the HTTP request to the HTTP reply: faults, tokens, routing, log.</summary>
internal sealed class RequestHandler(
    SimulatorOptions options,
    ApiRouter router,
    TokenBook tokens,
    TokenEndpoint tokenEndpoint,
    FaultScript faults,
    RequestLog log,
    Func<SimulatedAppClass> appClass)
{
    private const string ApiRoot = "/v1/";

    /// <summary>What links begin with; known once the port is.</summary>
    public string LinkBase { get; set; } = "";

    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var (path, query) = (request.Path.Value ?? "/", request.QueryString.Value ?? "");
        var fault = faults.Next(path + query);
        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
        }

        var now = options.TimeProvider.GetUtcNow();
        var current = appClass();
        using var made = fault?.Instead?.Invoke() ?? await AnswerAsync(context, path, now, current).ConfigureAwait(false);
        var reply = options.ETags && made.Status == 200 && path.StartsWith(ApiRoot, StringComparison.Ordinal) ? Tagged(made, request.Headers.IfNoneMatch) : made;
        var isCutOff = fault?.DropAfter == 0;

        // Logged before the first byte leaves, so that a test that has the reply also finds it here.
        log.Add(new SimulatedRequest(request.Method, path, query, current, now, isCutOff ? 0 : reply.Status, fault?.Name));
        if (isCutOff)
        {
            context.Abort();
            return;
        }

        await SendAsync(context, reply, fault, now).ConfigureAwait(false);
    }

    private async ValueTask<Reply> AnswerAsync(HttpContext context, string path, DateTimeOffset now, SimulatedAppClass current)
    {
        var request = context.Request;
        if (path == "/api/token" && HttpMethods.IsPost(request.Method))
        {
            var form = request.HasFormContentType ? await request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false) : FormCollection.Empty;
            return tokenEndpoint.Token(form, request.Headers.Authorization);
        }

        if (path == "/authorize" && HttpMethods.IsGet(request.Method))
        {
            return tokenEndpoint.Authorize(request.Query);
        }

        if (!path.StartsWith(ApiRoot, StringComparison.Ordinal))
        {
            return ApiError.NotSimulated(request.Method, path);
        }

        if (Authorize(request.Headers.Authorization.ToString(), out var caller) is { } refused)
        {
            return refused;
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            return ApiError.NotSimulated(request.Method, path);
        }

        var segments = path[ApiRoot.Length..].Split('/');
        return router.Answer(new ApiCall(segments, request.Query, caller, current, now, LinkBase));
    }

    private Reply? Authorize(string header, out Caller caller)
    {
        caller = Caller.App;
        if (header.Length == 0)
        {
            return ApiError.Unauthorized("No token provided", "missing_token");
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return ApiError.Bad("Only valid bearer authentication supported");
        }

        if (tokens.FindCaller(header[7..].Trim(), out var expired) is not { } known)
        {
            return ApiError.Unauthorized(expired ? "The access token expired" : "Invalid access token", "invalid_token");
        }

        caller = known;
        return null;
    }

    private static Reply Tagged(Reply reply, string? known)
    {
        var tag = $"\"{Convert.ToHexString(SHA256.HashData(reply.Body.Span).AsSpan(0, 16))}\"";
        return known == tag
            ? new Reply(StatusCodes.Status304NotModified, null, default) { Headers = [new("ETag", tag)] }
            : new Reply(reply.Status, reply.ContentType, reply.Body) { Headers = [.. reply.Headers, new("ETag", tag)] };
    }

    private static async Task SendAsync(HttpContext context, Reply reply, Fault? fault, DateTimeOffset now)
    {
        var response = context.Response;
        var body = fault?.TruncateAfter is { } kept ? reply.Body[..Math.Min(kept, reply.Body.Length)] : reply.Body;
        response.StatusCode = reply.Status;
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        response.ContentType = reply.ContentType;
        var mayHaveBody = reply.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified);
        response.ContentLength = mayHaveBody ? body.Length : null;
        response.Headers.CacheControl = "private, max-age=0";
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (!mayHaveBody)
        {
            return;
        }

        // Fewer bytes than promised: Kestrel sends them and then ends the connection.
        var sent = fault?.DropAfter is { } dropAfter ? body[..Math.Clamp(dropAfter, 0, Math.Max(0, body.Length - 1))] : body;
        await response.Body.WriteAsync(sent, context.RequestAborted).ConfigureAwait(false);
    }
}
