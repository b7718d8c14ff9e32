using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Readers that nobody here wrote (npm's hyparquet and DuckDB), kept in one node process for all tests of formats.</summary>
[SetUpFixture]
internal sealed class Judges
{
    private static readonly Lazy<(Process? Process, string? Missing)> Node = new(Start);

    [OneTimeTearDown]
    public void EndProcess()
    {
        if (Node.IsValueCreated && Node.Value.Process is { } process)
        {
            process.StandardInput.Close();
            process.WaitForExit(10_000);
            process.Dispose();
        }
    }

    /// <summary>Sends one command and returns the answer. Ignores the running test when npm or node is not installed.</summary>
    public static JsonElement Ask(object command)
    {
        var (process, missing) = Node.Value;
        if (process is null)
        {
            Assert.Ignore($"The judges hyparquet and DuckDB (tests/judges/hyparquet) cannot run: {missing}");
        }

        lock (Node)
        {
            process!.StandardInput.WriteLine(JsonSerializer.Serialize(command));
            process.StandardInput.Flush();
            var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The judges' process ended.");
            using var answer = JsonDocument.Parse(line);
            return answer.RootElement.TryGetProperty("ok", out var ok)
                ? ok.Clone()
                : throw new InvalidOperationException($"A judge refused: {answer.RootElement.GetProperty("error").GetString()}");
        }
    }

    /// <summary>Runs a query in DuckDB; each row is an object.</summary>
    public static JsonElement[] Sql(string sql) => [.. Ask(new { @do = "sql", sql }).EnumerateArray()];

    private static (Process? Process, string? Missing) Start()
    {
        var folder = Repository.PathOf("tests", "judges", "hyparquet");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            {
                using var install = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--no-audit", "--no-fund");
                install.StandardInput.Close();
                var errors = install.StandardError.ReadToEndAsync();
                install.StandardOutput.ReadToEnd();
                install.WaitForExit();
                if (install.ExitCode != 0)
                {
                    return (null, $"npm ci ended with {install.ExitCode}: {errors.Result}");
                }
            }

            var process = Run("node", folder, "judge.mjs");
            process.ErrorDataReceived += (_, line) => TestContext.Progress.WriteLine(line.Data);
            process.BeginErrorReadLine();
            return (process, null);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (null, $"npm and node are not installed ({e.Message}).");
        }
    }

    private static Process Run(string file, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return Process.Start(start)!;
    }
}
