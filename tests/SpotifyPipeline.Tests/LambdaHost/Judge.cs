using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SpotifyPipeline.Tests.LambdaHost;

/// <summary>Programs of npm that judge the stack's files; installed at the first use, from the lock file beside them.</summary>
internal static class Judge
{
    private static readonly SemaphoreSlim Gate = new(1);

    public static string Template => Repository.PathOf("samples", "LambdaHost", "template.yaml");

    public static string StateMachine => Repository.PathOf("samples", "LambdaHost", "statemachine.asl.json");

    /// <summary>Runs a judge; ignores the running test where npm or node is not installed.</summary>
    public static async Task<(int ExitCode, string Output)> AskAsync(string folder, string? node, string[] arguments, string input = "")
    {
        var path = Repository.PathOf("tests", "judges", folder);
        await Gate.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(path, "node_modules")))
            {
                var (exitCode, output) = await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", path, ["ci", "--no-audit", "--no-fund"], "");
                if (exitCode != 0)
                {
                    Assert.Ignore($"The judge tests/judges/{folder}: npm ci ended with {exitCode}: {output}");
                }
            }
        }
        finally
        {
            Gate.Release();
        }

        return await RunAsync(node is null ? "node" : Path.Combine(path, node), path, arguments, input);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Assert.Ignore($"The judge in {folder}: {program} cannot be started ({e.Message}).");
            throw;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
    }
}
