using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Aws;

namespace ConsoleHost.Commands;

/// <summary><c>doctor</c>: can the bucket, the database and the work group of the settings be used?</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("doctor", "Check what a lake on AWS needs (section Aws of the settings) and say what to fix.");
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = Composition.Build(lake: null, aws: true);
            var findings = await host.Services.GetRequiredService<AwsDoctor>().ExamineAsync(cancellationToken);
            foreach (var finding in findings)
            {
                Console.WriteLine($"{(finding.IsOk ? "ok  " : "FIX ")} {finding.What}: {finding.Detail}");
                if (finding.Fix is not null)
                {
                    Console.WriteLine($"     {finding.Fix}");
                }
            }

            return findings.All(f => f.IsOk) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
