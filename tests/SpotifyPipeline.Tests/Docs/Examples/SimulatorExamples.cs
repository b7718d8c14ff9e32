using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Docs.Examples;

internal static class SimulatorExamples
{
    public static async Task<int> RunAsync(IServiceCollection services, TimeProvider clock)
    {
        // <example docs/simulator.md>
        await using var spotify = await SpotifySimulator.StartAsync(new SimulatorOptions
        {
            Seed = 7,                                       // every id, name and chart follows from it
            AppClass = SimulatedAppClass.Restricted,        // or Extended (the default), or Grandfathered
            ItemsPerPlaylist = 250,
            TimeProvider = clock,                           // charts, tokens and slow replies go by it
        });

        services.AddSpotifyPipeline()
            .AddPlaylistSource(spotify.PlaylistIds[0])
            .Configure(options =>
            {
                options.Lake.Simulated = true;
                options.Spotify.ClientId = spotify.ClientId;
                options.Spotify.ClientSecret = spotify.ClientSecret;
                options.Spotify.RefreshToken = spotify.RefreshToken;
                options.Spotify.ApiBaseAddress = spotify.ApiBaseAddress;
                options.Spotify.AccountsBaseAddress = spotify.AccountsBaseAddress;
            });
        // </example>

        // <example docs/simulator.md>
        var expected = spotify.Catalogue.EntriesOn(spotify.PlaylistIds[0], new DateOnly(2026, 11, 20));
        var first = expected[0];                                          // Position, Kind, Song, AddedAt, AddedBy
        var popularity = spotify.Catalogue.PopularityOn(first.Song!, new DateOnly(2026, 11, 20));
        // </example>

        // <example docs/simulator.md>
        spotify.Faults.Add(Fault.RateLimited(retryAfter: "2").OnPath("/v1/playlists/").FromCall(3).Times(2));
        spotify.Faults.Add(Fault.QuotaExceeded().FromCall(50).Times(int.MaxValue));
        spotify.Faults.Add(Fault.ServerError(503, FaultBody.Html).OnPath("/api/token"));
        spotify.Faults.Add(Fault.DroppedConnection(afterBytes: 500));
        spotify.Faults.Add(Fault.Slow(TimeSpan.FromMinutes(5)));          // by the TimeProvider: move it, do not wait
        spotify.Faults.Add(Fault.Custom(200, "application/json", """{"total": 4.9022656E7}"""));
        // </example>
        return popularity;
    }
}
