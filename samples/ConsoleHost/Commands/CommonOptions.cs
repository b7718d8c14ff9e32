using System.CommandLine;

namespace ConsoleHost.Commands;

/// <summary>Options that every verb has.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Lake { get; } = new("--lake")
    {
        Description = "The folder of the lake. The default is Lake:Root of the settings, or ./lake; ./lake-demo without credentials.",
        HelpName = "DIR",
    };

    public Option<bool> Aws { get; } = new("--aws") { Description = "Work on the bucket of the section Aws: S3, Glue and Athena. The default where the settings name a bucket and --lake is not given." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, and nothing else, to standard output." };

    public void AddTo(Command command)
    {
        command.Options.Add(Lake);
        command.Options.Add(Aws);
        command.Options.Add(Json);
    }
}
