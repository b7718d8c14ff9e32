using LambdaHost;
using LambdaHost.Observability;
using LambdaHost.Runtime;
using Microsoft.Extensions.Logging;

var output = Console.OpenStandardOutput();
var address = Environment.GetEnvironmentVariable(LambdaRuntime.AddressVariable);
if (string.IsNullOrEmpty(address))
{
    await Console.Error.WriteLineAsync($"{LambdaRuntime.AddressVariable} is not set; expected host:port of the Lambda Runtime API. This program runs inside AWS Lambda; samples/ConsoleHost runs anywhere.");
    return 2;
}

var handler = Environment.GetEnvironmentVariable("_HANDLER") ?? "";
var name = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME") ?? handler;
using var log = new JsonLineLoggerProvider(output, LogLevel.Information, TimeProvider.System);
using var runtime = new LambdaRuntime(address, TimeProvider.System, log.CreateLogger(nameof(LambdaRuntime)));
Function function;
try
{
    function = await Function.StartAsync(handler, name, output);
}
catch (Exception failure)
{
    await runtime.ReportInitFailureAsync(failure, CancellationToken.None);
    return 1;
}

await using (function)
{
    await runtime.RunAsync(function.HandleAsync, CancellationToken.None);
}

return 0;
