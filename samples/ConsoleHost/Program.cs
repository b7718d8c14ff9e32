using ConsoleHost;
using ConsoleHost.Commands;
using ConsoleHost.Output;

// The verbs of the sample: run (the default), extract, transform [FILE…], query "SQL", compact.
var parsed = Cli.CreateRootCommand().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    Console.Error.WriteLine("Type --help for the verbs and their options.");
    return ExitCode.Usage;
}

return await FailureText.GuardAsync(() => parsed.InvokeAsync(Cli.Invocation));
