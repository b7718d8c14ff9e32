using System.CommandLine;
using ConsoleHost.Demo;
using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;

namespace ConsoleHost.Commands;

/// <summary><c>run</c>, the default: extract, transform, ask. Without credentials it does so on a simulated Spotify.</summary>
internal static class RunCommand
{
    public static Command Create(CommonOptions common)
    {
        var days = new Option<int>("--days") { Description = "Demo: how many days are simulated, 1 to 366.", DefaultValueFactory = _ => 7 };
        var profile = new Option<DemoProfile>("--profile") { Description = "Demo: the class of app that Spotify takes us for.", DefaultValueFactory = _ => DemoProfile.Extended };
        var seed = new Option<int>("--seed") { Description = "Demo: another number gives other charts.", DefaultValueFactory = _ => 1 };
        var resume = new Option<string?>("--resume") { Description = "Go on with a run that a quota or a crash ended.", HelpName = "RUN_ID" };
        days.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser itself.
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value is < 1 or > 366)
            {
                result.AddError($"--days is {value}; expected 1 to 366.");
            }
        });
        var command = new Command("run", "Extract, transform and ask. Without credentials: a demo on a simulated Spotify.") { days, profile, seed, resume };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var lake = parsed.GetValue(common.Lake);
            var json = parsed.GetValue(common.Json);
            if (!Composition.HasCredentials(Composition.CreateBuilder().Configuration))
            {
                var demo = new DemoRun(lake ?? DemoRun.DefaultLake, parsed.GetValue(days), parsed.GetValue(profile), parsed.GetValue(seed));
                return await demo.RunAsync(json, cancellationToken);
            }

            using var host = Composition.Build(lake, parsed.GetValue(common.Aws));
            var output = new RunOutput(json, Composition.LakeOf(host));
            var report = await output.WithProgressAsync(progress =>
                host.Services.GetRequiredService<IPipeline>().RunAsync(parsed.GetValue(resume), progress, cancellationToken));
            var answers = await Questions.AskAsync(host.Services, cancellationToken);
            return output.Finish([report], answers);
        });
        return command;
    }
}
