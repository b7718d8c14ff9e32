using System.CommandLine;

namespace ConsoleHost.Commands;

/// <summary>The command line: verbs, options and what they mean.</summary>
internal static class Cli
{
    /// <summary>Failures are told by <see cref="Output.FailureText"/>, and Ctrl-C gets time to end a run tidily.</summary>
    public static InvocationConfiguration Invocation { get; } = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
    };

    public static RootCommand CreateRootCommand()
    {
        var common = new CommonOptions();
        var root = new RootCommand("Reads Spotify playlists into a lake of Parquet tables and answers questions in SQL. Without credentials it shows how, on a simulated Spotify.");
        var run = RunCommand.Create(common);
        root.Subcommands.Add(run);
        root.Subcommands.Add(ExtractCommand.Create(common));
        root.Subcommands.Add(TransformCommand.Create(common));
        root.Subcommands.Add(QueryCommand.Create(common));
        root.Subcommands.Add(ReportCommand.Create(common));
        root.Subcommands.Add(CompactCommand.Create(common));
        root.Subcommands.Add(DoctorCommand.Create(common));
        foreach (var option in run.Options)
        {
            root.Options.Add(option);
        }

        root.Action = run.Action;
        return root;
    }
}
