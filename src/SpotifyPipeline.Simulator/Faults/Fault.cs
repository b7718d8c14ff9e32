using System.Globalization;
using System.Text;
using SpotifyPipeline.Simulator.Http;

namespace SpotifyPipeline.Simulator;

/// <summary>
/// One thing that goes wrong. It strikes the first matching request unless told otherwise:
/// <c>Fault.RateLimited("2").OnPath("/v1/playlists/").FromCall(3).Times(2)</c>.
/// </summary>
/// <remarks>A fault does not change once made: <see cref="OnPath"/>, <see cref="FromCall"/> and <see cref="Times"/> give a changed copy.</remarks>
public sealed record Fault
{
    private Fault(string name) => Name = name;

    /// <summary>What it is called in <see cref="SimulatedRequest.Fault"/>: the name of the method that made it.</summary>
    public string Name { get; }

    internal string PathPrefix { get; private init; } = "/";

    internal int FirstCall { get; private init; } = 1;

    internal int Strikes { get; private init; } = 1;

    internal TimeSpan Delay { get; private init; }

    internal int? DropAfter { get; private init; }

    internal int? TruncateAfter { get; private init; }

    // Null: the real reply is made and then delayed or cut.
    internal Func<Reply>? Instead { get; private init; }

    /// <summary>The rate limit: 429 <c>API rate limit exceeded</c>.</summary>
    /// <param name="retryAfter">The text of <c>Retry-After</c>: seconds, an HTTP date or junk; null leaves the header out. The default is "1".</param>
    /// <param name="body">How the body is written. The default is JSON.</param>
    public static Fault RateLimited(string? retryAfter = "1", FaultBody body = FaultBody.Json) => new(nameof(RateLimited))
    {
        Instead = () => Error(429, body == FaultBody.PlainText ? "Too many requests" : "API rate limit exceeded", body, RetryAfter(retryAfter)),
    };

    /// <summary>The quota of development-mode apps: 429 with <c>"reason":"QUOTA_EXCEEDED"</c>.</summary>
    /// <param name="retryAfter">The text of <c>Retry-After</c>; null leaves the header out. The default is "48925", as observed: 13.6 hours.</param>
    public static Fault QuotaExceeded(string? retryAfter = "48925") => new(nameof(QuotaExceeded))
    {
        Instead = () => Reply.Text(
            429,
            Reply.JsonType,
            """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""",
            RetryAfter(retryAfter)),
    };

    /// <summary>An outage on Spotify's side.</summary>
    /// <param name="status">500 to 599. The default is 502.</param>
    /// <param name="body">How the body is written. The default is JSON.</param>
    public static Fault ServerError(int status = 502, FaultBody body = FaultBody.Json)
    {
        if (status is < 500 or > 599)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A server error has a status from 500 to 599.");
        }

        var message = status switch { 502 => "Bad gateway.", 503 => "Service unavailable", 504 => "Gateway timeout", _ => "Server error." };
        return new Fault(nameof(ServerError)) { Instead = () => Error(status, message, body) };
    }

    /// <summary>401 although the token is good, as seen at Spotify since July 2026: the same call succeeds a moment later.</summary>
    /// <param name="message">The message. The default is "Access token missing".</param>
    public static Fault Unauthorized(string message = "Access token missing") => new(nameof(Unauthorized))
    {
        Instead = () => ApiError.Unauthorized(message, "missing_token"),
    };

    /// <summary>403 <c>Forbidden</c>, as for a removed endpoint or somebody else's playlist.</summary>
    public static Fault Forbidden() => new(nameof(Forbidden)) { Instead = () => ApiError.Forbidden };

    /// <summary>403 in plain text: the Premium subscription of the app's owner has lapsed.</summary>
    public static Fault PremiumRequired() => new(nameof(PremiumRequired)) { Instead = () => Error(403, ApiError.PremiumRequired, FaultBody.PlainText) };

    /// <summary>403 in plain text: the user is not on the app's allow list.</summary>
    public static Fault UserNotRegistered() => new(nameof(UserNotRegistered)) { Instead = () => Error(403, ApiError.UserNotRegistered, FaultBody.PlainText) };

    /// <summary>The connection ends in the middle of the body, earlier than <c>Content-Length</c> promised.</summary>
    /// <param name="afterBytes">How many bytes of the body arrive; less than one: not even a status arrives. The default is 100.</param>
    public static Fault DroppedConnection(int afterBytes = 100) => new(nameof(DroppedConnection)) { DropAfter = Math.Max(0, afterBytes) };

    /// <summary>A whole, well-formed 200 reply whose JSON ends in the middle.</summary>
    /// <param name="afterBytes">How many bytes of the body are sent. The default is 100.</param>
    public static Fault TruncatedBody(int afterBytes = 100) => new(nameof(TruncatedBody)) { TruncateAfter = Math.Max(0, afterBytes) };

    /// <summary>The real reply, later: by the simulator's clock, so a test moves time instead of waiting.</summary>
    public static Fault Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new Fault(nameof(Slow)) { Delay = delay };
    }

    /// <summary>Any other reply, for what is not listed here.</summary>
    /// <param name="status">200 to 599.</param>
    /// <param name="contentType">The content type, or null for none.</param>
    /// <param name="body">The body, sent as UTF-8.</param>
    /// <param name="headers">More headers.</param>
    public static Fault Custom(int status, string? contentType, string body, params KeyValuePair<string, string>[] headers)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new Fault(nameof(Custom))
        {
            Instead = () => new Reply(status, contentType, Encoding.UTF8.GetBytes(body)) { Headers = headers },
        };
    }

    /// <summary>Only for requests whose path and query begin with this: <c>/v1/playlists/</c>, <c>/api/token</c>. The default is every request.</summary>
    public Fault OnPath(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return prefix[0] == '/' ? this with { PathPrefix = prefix } : throw new ArgumentException($"\"{prefix}\" is no path: expected a slash first, as in \"/v1/playlists/\".", nameof(prefix));
    }

    /// <summary>Not before the <paramref name="call"/>th matching request, counted from 1 since the fault was added. The default is 1.</summary>
    public Fault FromCall(int call)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(call, 1);
        return this with { FirstCall = call };
    }

    /// <summary>How many matching requests in a row are struck. The default is 1; <see cref="int.MaxValue"/> is for ever.</summary>
    public Fault Times(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return this with { Strikes = times };
    }

    private static Reply Error(int status, string message, FaultBody body, params KeyValuePair<string, string>[] headers) => body switch
    {
        FaultBody.Json => ApiError.Json(status, message, headers),
        FaultBody.Html => Reply.Text(
            status,
            "text/html; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"<html><head><title>{status} {message}</title></head><body><h1>{status} {message}</h1></body></html>\n"),
            headers),
        FaultBody.PlainText => Reply.Text(status, "text/plain; charset=utf-8", message, headers),
        _ => new Reply(status, null, default) { Headers = headers },
    };

    private static KeyValuePair<string, string>[] RetryAfter(string? text) => text is null ? [] : [new("Retry-After", text)];
}
