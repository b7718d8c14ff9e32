using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary>A folder and a simulated Spotify for one test.</summary>
internal sealed class HostFixture : IAsyncDisposable
{
    private HostFixture(SpotifySimulator spotify) => Spotify = spotify;

    public SpotifySimulator Spotify { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("spotifypipeline-e2e-").FullName;

    public string Lake => Path.Combine(Folder, "lake");

    public static async Task<HostFixture> CreateAsync(SimulatorOptions? options = null) =>
        new(await SpotifySimulator.StartAsync(options ?? new SimulatorOptions { ItemsPerPlaylist = 150, AvailableMarkets = 2 }));

    /// <summary>Settings that make the host read the simulated Spotify as if it were the real one.</summary>
    public Dictionary<string, string> Settings(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Spotify__ClientId"] = Spotify.ClientId,
            ["Spotify__ClientSecret"] = Spotify.ClientSecret,
            ["Spotify__RefreshToken"] = Spotify.RefreshToken,
            ["Spotify__ApiBaseAddress"] = Spotify.ApiBaseAddress.ToString(),
            ["Spotify__AccountsBaseAddress"] = Spotify.AccountsBaseAddress.ToString(),
        };
        for (var i = 0; i < Spotify.PlaylistIds.Count; i++)
        {
            settings[$"Sources__Playlists__{i}"] = Spotify.PlaylistIds[i];
        }

        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        return settings;
    }

    public IEnumerable<string> Files(string below) => Directory.Exists(Path.Combine(Lake, below))
        ? Directory.EnumerateFiles(Path.Combine(Lake, below), "*", SearchOption.AllDirectories)
        : [];

    public async ValueTask DisposeAsync()
    {
        await Spotify.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
