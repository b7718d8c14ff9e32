using System.CommandLine;
using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;

namespace ConsoleHost.Commands;

/// <summary><c>transform</c>: raw documents to tables; files named on the command line are brought into the lake first.</summary>
internal static class TransformCommand
{
    public static Command Create(CommonOptions common)
    {
        var files = new Argument<FileInfo[]>("FILE") { Description = "Spotify JSON files to read as bare documents. Without any, all pending documents are transformed.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("transform", "Turn raw JSON into tables.") { files };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(files) ?? [];
            var aws = parsed.GetValue(common.Aws);
            foreach (var file in named)
            {
                if (!file.Exists)
                {
                    throw new ArgumentException($"There is no file {file.FullName}. Check the name, or leave it out to transform what is pending in the lake.");
                }
            }

            using var host = Composition.Build(named.Length == 0 && !aws ? Composition.LakeFor(parsed.GetValue(common.Lake)) : parsed.GetValue(common.Lake), aws);
            var pipeline = host.Services.GetRequiredService<IPipeline>();
            var output = new RunOutput(parsed.GetValue(common.Json), Composition.LakeOf(host));
            var reports = new List<RunReport>();
            if (named.Length == 0)
            {
                reports.Add(await output.WithProgressAsync(progress => pipeline.TransformPendingAsync(progress, cancellationToken)));
            }

            foreach (var file in named)
            {
                await using var content = file.OpenRead();
                var key = await pipeline.ImportAsync(file.Name, content, file.LastWriteTimeUtc, cancellationToken);
                reports.Add(await pipeline.TransformAsync(key, cancellationToken));
            }

            if (named.Length > 0)
            {
                // Single documents are as events bring them; this is the end of what would be a run.
                await host.Services.GetRequiredService<ICurrentTables>().RefreshAsync(cancellationToken);
            }

            return output.Finish(reports, []);
        });
        return command;
    }
}
