using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>A pipeline composed by the front door, over a simulated Spotify and a store in memory.</summary>
internal sealed class TestLake : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestLake(SpotifySimulator spotify, MovableClock clock, IObjectStore store, ServiceProvider services)
    {
        Spotify = spotify;
        Clock = clock;
        Store = store;
        _services = services;
    }

    public SpotifySimulator Spotify { get; }

    public MovableClock Clock { get; }

    public IObjectStore Store { get; }

    public IPipeline Pipeline => _services.GetRequiredService<IPipeline>();

    public IFileCatalog Catalog => (IFileCatalog)_services.GetRequiredService<ITableCatalog>();

    /// <param name="options">What is simulated; null for a small extended app.</param>
    /// <param name="store">Where the lake is kept; null for memory.</param>
    /// <param name="configure">What else the host says.</param>
    public static async Task<TestLake> CreateAsync(
        Func<MovableClock, SimulatorOptions>? options = null, IObjectStore? store = null, Action<SpotifyPipelineBuilder>? configure = null)
    {
        var clock = new MovableClock(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero));
        var spotify = await SpotifySimulator.StartAsync(options?.Invoke(clock) ?? new SimulatorOptions { TimeProvider = clock, ItemsPerPlaylist = 120, AvailableMarkets = 2 });
        store ??= new MemoryObjectStore(new MemoryObjectStore.Place(), clock);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        var builder = services.AddSpotifyPipeline().UseStore(_ => store).Configure(settings =>
        {
            settings.Spotify.ClientId = spotify.ClientId;
            settings.Spotify.ClientSecret = spotify.ClientSecret;
            settings.Spotify.RefreshToken = spotify.RefreshToken;
            settings.Spotify.ApiBaseAddress = spotify.ApiBaseAddress;
            settings.Spotify.AccountsBaseAddress = spotify.AccountsBaseAddress;
        });
        foreach (var playlist in spotify.PlaylistIds)
        {
            builder.AddPlaylistSource(playlist);
        }

        configure?.Invoke(builder);
        return new TestLake(spotify, clock, store, services.BuildServiceProvider());
    }

    /// <summary>All objects below a prefix: key to content hash.</summary>
    public async Task<SortedDictionary<string, string>> ContentsAsync(string prefix)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in Store.ListAsync(prefix, null, default))
        {
            var bytes = await Store.ReadAsync(entry.Key, default);
            contents.Add(entry.Key, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes!.Content.Span)));
        }

        return contents;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Spotify.DisposeAsync();
    }
}
