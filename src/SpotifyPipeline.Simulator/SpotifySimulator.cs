using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpotifyPipeline.Simulator.Authorization;
using SpotifyPipeline.Simulator.Http;

namespace SpotifyPipeline.Simulator;

/// <summary>
/// A Spotify Web API with its token endpoint, inside this process and on 127.0.0.1 only. Nothing is real, everything follows from
/// <see cref="SimulatorOptions.Seed"/>, and what goes wrong is up to <see cref="Faults"/>.
/// </summary>
public sealed class SpotifySimulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TokenBook _tokens;
    private readonly SimulatorOptions _options;
    private int _appClass;

    private SpotifySimulator(SimulatorOptions options)
    {
        _options = options;
        _appClass = (int)options.AppClass;
        _tokens = new TokenBook(options);
        Catalogue = new SimulatedCatalogue(options);
        PlaylistIds = [.. Catalogue.Playlists.Where(playlist => playlist is { IsReadableByRestrictedApps: true, IsEmpty: false }).Select(playlist => playlist.Id)];
        Handler = new RequestHandler(
            options,
            new ApiRouter(Catalogue, options),
            _tokens,
            new TokenEndpoint(_tokens, options),
            Faults,
            Requests,
            () => AppClass);
        _server = Build(options.Port, Handler);
    }

    /// <summary>The base address of the Web API, ending in <c>/v1/</c>.</summary>
    public Uri ApiBaseAddress => new(AccountsBaseAddress, "v1/");

    /// <summary>The base address of the token endpoint <c>api/token</c> and the consent page <c>authorize</c>.</summary>
    public Uri AccountsBaseAddress { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The id of the simulated app.</summary>
    public string ClientId => _tokens.ClientId;

    /// <summary>The secret of the simulated app.</summary>
    public string ClientSecret => _tokens.ClientSecret;

    /// <summary>A refresh token of the simulated user, authorised when the simulator started, with <see cref="SimulatorOptions.Scopes"/>.</summary>
    public string RefreshToken => _tokens.FirstRefreshToken;

    /// <summary>The playlists whose contents every app class may read: those that the user owns or collaborates on, without the empty one.</summary>
    public IReadOnlyList<string> PlaylistIds { get; }

    /// <summary>What the replies are made from, the same for every app class.</summary>
    public SimulatedCatalogue Catalogue { get; }

    /// <summary>What goes wrong. Empty at the start.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>The app class. Setting it changes the shape of the next reply, as when Spotify moves an app to other rules.</summary>
    public SimulatedAppClass AppClass
    {
        get => (SimulatedAppClass)Volatile.Read(ref _appClass);
        set => Volatile.Write(ref _appClass, Enum.IsDefined(value) ? (int)value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected Extended, Grandfathered or Restricted."));
    }

    private RequestHandler Handler { get; }

    /// <summary>Makes the catalogue and starts to listen.</summary>
    /// <param name="options">What to simulate; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port of <see cref="SimulatorOptions.Port"/> is taken.</exception>
    public static async Task<SpotifySimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        options.Validate();
        var simulator = new SpotifySimulator(options);
        try
        {
            await simulator._server.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await simulator.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        simulator.AccountsBaseAddress = new Uri(simulator._server.Urls.First() + "/");
        simulator.Handler.LinkBase = (options.LinkBaseAddress ?? simulator.ApiBaseAddress).AbsoluteUri;
        return simulator;
    }

    /// <summary>Someone adds a song at the top of a playlist now: a new snapshot id, and every entry moves down by one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such playlist.</exception>
    public void InsertSong(string playlistId) => Catalogue.InsertSong(playlistId, _options.TimeProvider.GetUtcNow());

    /// <summary>Makes every access token invalid from now on; refreshing gives a good one.</summary>
    public void RevokeAccessTokens() => _tokens.RevokeAccess();

    /// <summary>The user takes the consent back: every refresh gives <c>invalid_grant</c> from now on. Access tokens live on until they expire.</summary>
    public void RevokeRefreshTokens() => _tokens.RevokeRefresh();

    /// <summary>Stops listening; replies under way are cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        // Without grace: a slow reply on a clock that no longer moves would never end.
        using var noGrace = new CancellationTokenSource();
        await noGrace.CancelAsync().ConfigureAwait(false);
        try
        {
            await _server.StopAsync(noGrace.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopping without grace is what was asked for.
        }

        await _server.DisposeAsync().ConfigureAwait(false);
    }

    // The empty builder reads no settings file and no environment variable of the program around it, and logs nothing.
    private static WebApplication Build(int port, RequestHandler handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var server = builder.Build();
        server.Run(handler.HandleAsync);
        return server;
    }
}
