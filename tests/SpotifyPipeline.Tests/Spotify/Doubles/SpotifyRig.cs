using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>The whole client as registered, with scripted servers for the network and time that is moved.</summary>
internal sealed class SpotifyRig : IDisposable
{
    public const string Secret = "s3cr3t-of-the-app";
    public const string Refresh = "refresh-token-AAAA";
    public const string FirstToken = "access-token-1111";

    private readonly ServiceProvider _provider;

    public SpotifyRig(Action<SpotifyOptions>? configure = null, ITokenStore? store = null)
    {
        Options = new SpotifyOptions
        {
            ClientId = "the-client-id",
            ClientSecret = Secret,
            RequestTimeout = TimeSpan.FromHours(2),
            CallDeadline = TimeSpan.FromHours(5),
        };
        configure?.Invoke(Options);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(provider => new SpotifyHttp(
            Options, provider.GetRequiredService<CallCounter>(), Time, provider.GetRequiredService<ILoggerFactory>(), () => Jitter));
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        services.AddSpotifyClient(null, _ => Options);
        services.AddHttpClient(SpotifyHttp.ApiClient).ConfigurePrimaryHttpMessageHandler(() => Api);
        services.AddHttpClient(SpotifyHttp.AccountsClient).ConfigurePrimaryHttpMessageHandler(() => Accounts);
        _provider = services.BuildServiceProvider();
    }

    public SpotifyOptions Options { get; }

    public FakeTimeProvider Time { get; } = new();

    public LogRecorder Log { get; } = new();

    public ScriptedServer Api { get; } = new();

    public ScriptedServer Accounts { get; } = new();

    /// <summary>The random number that every jitter takes, 0 to 1.</summary>
    public double Jitter { get; set; } = 0.5;

    public ISpotifyClient Client => _provider.GetRequiredService<ISpotifyClient>();

    public IAccessTokenProvider Tokens => _provider.GetRequiredService<IAccessTokenProvider>();

    public SpotifyCallStatistics Statistics => _provider.GetRequiredService<CallCounter>().Snapshot();

    /// <summary>A rig whose accounts server always gives the first token.</summary>
    public static SpotifyRig WithToken(Action<SpotifyOptions>? configure = null)
    {
        var rig = new SpotifyRig(configure);
        rig.Accounts.Then(200, TokenReply(FirstToken));
        return rig;
    }

    public static string TokenReply(string token, string more = "") =>
        $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":3600{{more}}}""";

    /// <summary>Makes the call and moves time through its waits.</summary>
    public Task<SpotifyReply> GetAsync(string path) => Time.RunAsync(Client.GetAsync(path, CancellationToken.None));

    /// <summary>Makes a call that must fail.</summary>
    public async Task<TException> FailAsync<TException>(string path)
        where TException : Exception
    {
        try
        {
            await GetAsync(path);
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new AssertionException($"GET {path} succeeded; expected {typeof(TException).Name}.");
    }

    public void Dispose() => _provider.Dispose();
}
