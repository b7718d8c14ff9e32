using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Reports.Page;

namespace ConsoleHost.Commands;

/// <summary><c>report</c>: one HTML page about the lake, to open, send or print.</summary>
internal static class ReportCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Option<FileInfo?>("--out") { Description = "The file to write. The default is report.html in the folder of the lake, or here where the lake is a bucket.", HelpName = "FILE" };
        var open = new Option<bool>("--open") { Description = "Open the page in the browser." };
        var zone = new Option<string>("--zone") { Description = "The listener's time zone for hours and weekdays of plays, for example Asia/Tokyo.", HelpName = "ZONE", DefaultValueFactory = _ => "UTC" };
        var command = new Command("report", "Write one HTML page with charts, tables and the SQL behind them.") { file, open, zone };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var aws = parsed.GetValue(common.Aws);
            using var host = Composition.Build(aws ? null : Composition.LakeFor(parsed.GetValue(common.Lake)), aws);
            var lake = Composition.LakeOf(host);
            var isBucket = lake.Contains("://", StringComparison.Ordinal);
            if (!isBucket && !Directory.Exists(lake))
            {
                throw new ArgumentException($"There is no lake at {lake}. Make one with \"run\", or name another with --lake DIR.");
            }

            var destination = parsed.GetValue(file)?.FullName ?? Path.Combine(isBucket ? Environment.CurrentDirectory : lake, "report.html");
            var options = new ReportPageOptions { Lake = lake, TimeZone = parsed.GetRequiredValue(zone) };
            var summary = await WriteAsync(host.Services.GetRequiredService<ReportPage>(), destination, options, cancellationToken);
            Say(parsed.GetValue(common.Json), destination, summary);
            if (parsed.GetValue(open))
            {
                Open(destination);
            }

            return ExitCode.Done;
        });
        return command;
    }

    // A page that failed half-way must not stand where a whole one stood.
    private static async Task<ReportPageSummary> WriteAsync(ReportPage page, string destination, ReportPageOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        var unfinished = destination + ".part";
        try
        {
            ReportPageSummary summary;
            await using (var stream = File.Create(unfinished))
            {
                summary = await page.WriteAsync(stream, options, cancellationToken);
            }

            File.Move(unfinished, destination, overwrite: true);
            return summary;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Say(bool json, string destination, ReportPageSummary summary)
    {
        if (json)
        {
            using var standardOutput = Console.OpenStandardOutput();
            JsonOutput.WritePage(standardOutput, destination, summary);
            return;
        }

        foreach (var title in summary.Unanswered)
        {
            Console.WriteLine($"Note: \"{title}\" has no answer; the page says why.");
        }

        if (!summary.HasCharts)
        {
            Console.WriteLine("Note: this build has no charts' library, so the page holds tables only. Install Node.js with npm and build again.");
        }

        Console.WriteLine($"The report is {destination}{(summary.Simulated ? " (simulated)" : "")}.");
    }

    private static void Open(string destination)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(destination) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            Console.Error.WriteLine($"No browser could be started ({e.Message}). Open the file yourself.");
        }
    }
}
