using Microsoft.Extensions.Options;
using SpotifyPipeline;

namespace ConsoleHost.Output;

/// <summary>Turns what went wrong into one message and the exit code.</summary>
internal static class FailureText
{
    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e)
        {
            var (code, message) = Describe(e);
            Console.Error.WriteLine(message);
            return code;
        }
    }

    internal static (int Code, string Message) Describe(Exception exception) => exception switch
    {
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted. What was read so far is kept; run the same command again to go on."),
        OptionsValidationException e => (ExitCode.Usage, "The settings are not usable:\n  " + string.Join("\n  ", e.Failures)),
        SpotifyQuotaException e => (ExitCode.StoppedByQuota, e.Message),
        SpotifyPipelineException e => (ExitCode.Failed, e.Message),
        ArgumentException or FormatException => (ExitCode.Usage, exception.Message),
        IOException or UnauthorizedAccessException => (ExitCode.Failed, exception.Message),
        HttpRequestException e => (ExitCode.Failed, $"{e.Message} Check the network and try again."),
        _ => (ExitCode.Failed, exception.ToString()),
    };
}
