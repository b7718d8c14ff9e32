using System.CommandLine;
using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;

namespace ConsoleHost.Commands;

/// <summary><c>extract</c>: Spotify to raw documents.</summary>
internal static class ExtractCommand
{
    public static Command Create(CommonOptions common)
    {
        var resume = new Option<string?>("--resume") { Description = "Go on with a run that a quota or a crash ended.", HelpName = "RUN_ID" };
        var command = new Command("extract", "Read the sources of the settings from Spotify and keep the raw JSON.");
        common.AddTo(command);
        command.Options.Add(resume);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = Composition.Build(parsed.GetValue(common.Lake), parsed.GetValue(common.Aws));
            var output = new RunOutput(parsed.GetValue(common.Json), Composition.LakeOf(host));
            var report = await output.WithProgressAsync(progress =>
                host.Services.GetRequiredService<IPipeline>().ExtractAsync(parsed.GetValue(resume), progress, cancellationToken));
            return output.Finish([report], []);
        });
        return command;
    }
}
