using System.Net;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Spotify.Authorization;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>The two handler chains and what their handlers share. One instance serves all clients of one set of options.</summary>
internal sealed class SpotifyHttp
{
    /// <summary>The name of the client that calls the Web API.</summary>
    public const string ApiClient = "SpotifyPipeline.Api";

    /// <summary>The name of the client that calls the token endpoint.</summary>
    public const string AccountsClient = "SpotifyPipeline.Accounts";

    private readonly SpotifyOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FullJitter _jitter;
    private readonly RequestGate _apiGate;
    private readonly RequestGate _accountsGate;

    public SpotifyHttp(SpotifyOptions options, CallCounter counter, TimeProvider time, ILoggerFactory loggers, Func<double>? random = null)
    {
        _options = options;
        Counter = counter;
        _time = time;
        _logger = loggers.CreateLogger(SpotifyLog.Category);
        _jitter = new FullJitter(random ?? Random.Shared.NextDouble);
        _apiGate = new RequestGate(time);
        _accountsGate = new RequestGate(time);
        Api = new ApiAddress(options.ApiBaseAddress);
        Accounts = new ApiAddress(options.AccountsBaseAddress);
    }

    public CallCounter Counter { get; }

    public ApiAddress Api { get; }

    public ApiAddress Accounts { get; }

    /// <summary>What stands before the network for Web API calls, outermost first.</summary>
    public IReadOnlyList<DelegatingHandler> ApiHandlers(IAccessTokenProvider tokens) =>
    [
        new CallDeadlineHandler(_options.CallDeadline, _time),
        new RetryHandler(_options, _jitter, Counter, _time, _logger),
        new RateLimitHandler(_options.MaxWait, _apiGate, Counter, _time, _logger),
        new AuthorizationHandler(tokens, Api),
        new CountHandler(uri => Counter.CountCall(EndpointFamily.Of(uri))),
        new ReceiveHandler(_options.RequestTimeout, _options.MaxResponseBytes, _time),
    ];

    /// <summary>What stands before the network for token calls, outermost first.</summary>
    public IReadOnlyList<DelegatingHandler> AccountsHandlers() =>
    [
        new CallDeadlineHandler(_options.CallDeadline, _time),
        new RetryHandler(_options, _jitter, Counter, _time, _logger),
        new RateLimitHandler(_options.MaxWait, _accountsGate, Counter, _time, _logger),
        new CountHandler(_ => Counter.CountTokenRequest()),
        new ReceiveHandler(_options.RequestTimeout, _options.MaxResponseBytes, _time),
    ];

    /// <summary>The network itself: decompresses, follows no redirect (it would carry secrets elsewhere) and keeps no cookies.</summary>
    public static SocketsHttpHandler CreatePrimaryHandler() => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };

    /// <summary>Leaves all timing to the chain, whose clock can be moved.</summary>
    public static void Configure(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("SpotifyPipeline");
    }
}
