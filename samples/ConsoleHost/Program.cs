using ConsoleHost.Commands;
using ConsoleHost.Output;

// The verbs of the sample: run (the default), extract, transform [FILE…], query "SQL".
var root = Cli.CreateRootCommand();
return await FailureText.GuardAsync(token => root.Parse(args).InvokeAsync(Cli.Invocation, token));
