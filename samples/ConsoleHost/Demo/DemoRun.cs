using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Simulator;

namespace ConsoleHost.Demo;

/// <summary>The main job without an account: a simulated Spotify in this process, read once a day for some days.</summary>
internal sealed class DemoRun(string lake, int days, DemoProfile profile, int seed)
{
    public const string DefaultLake = "./lake-demo";

    public async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var clock = new DemoClock();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        clock.SetDay(today.AddDays(1 - days), new TimeOnly(6, 0));
        await using var spotify = await SpotifySimulator.StartAsync(
            new SimulatorOptions { Seed = seed, AppClass = AppClass(profile), TimeProvider = clock }, cancellationToken);
        using var host = Composition.Build(lake, configure: pipeline =>
        {
            pipeline.Services.AddSingleton<TimeProvider>(clock);
            pipeline.Configure(options =>
            {
                options.Lake.Simulated = true;
                options.Lake.Durable = false;
                options.Spotify.ClientId = spotify.ClientId;
                options.Spotify.ClientSecret = spotify.ClientSecret;
                options.Spotify.RefreshToken = spotify.RefreshToken;
                options.Spotify.ApiBaseAddress = spotify.ApiBaseAddress;
                options.Spotify.AccountsBaseAddress = spotify.AccountsBaseAddress;
            });
            foreach (var playlist in spotify.PlaylistIds)
            {
                pipeline.AddPlaylistSource(playlist);
            }
        });

        var output = new RunOutput(json, Composition.LakeOf(host));
        output.Say($"No Spotify credentials in the settings: reading {spotify.PlaylistIds.Count} playlists of a simulated Spotify ({profile.ToString().ToLowerInvariant()} app) on {days} days.");
        var pipeline = host.Services.GetRequiredService<IPipeline>();
        var reports = await output.WithProgressAsync(async progress =>
        {
            var done = new List<RunReport>();

            // A day's charts are gone tomorrow, so every day is extracted; what was kept can wait for the last day's transform.
            for (var day = 0; day < days; day++)
            {
                clock.SetDay(today.AddDays(day + 1 - days), new TimeOnly(6, 0));
                var dayProgress = new DayProgress(progress, day, days);
                done.Add(await (day < days - 1 ? pipeline.ExtractAsync(null, dayProgress, cancellationToken) : pipeline.RunAsync(null, dayProgress, cancellationToken)));
            }

            return done;
        });
        var answers = await Questions.AskAsync(host.Services, cancellationToken);
        return output.Finish(reports, answers, isDemo: true);
    }

    private static SimulatedAppClass AppClass(DemoProfile profile) => profile switch
    {
        DemoProfile.Grandfathered => SimulatedAppClass.Grandfathered,
        DemoProfile.Restricted => SimulatedAppClass.Restricted,
        _ => SimulatedAppClass.Extended,
    };

    /// <summary>Shows the extraction of one day as a part of the whole.</summary>
    private sealed class DayProgress(IProgress<PipelineProgress>? inner, int day, int days) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value)
        {
            var total = value.Total ?? 1;
            inner?.Report(value.Stage == PipelineStage.Extract ? value with { Done = (day * total) + value.Done, Total = days * total } : value);
        }
    }
}
