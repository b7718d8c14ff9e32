using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Checks SQL by grammars that nobody here wrote: npm's dt-sql-parser, in tests/judges/athena-sql. Athena runs Trino for queries and Hive for DDL.</summary>
internal sealed class AthenaSqlJudge : IDisposable
{
    private readonly Process _process;

    private AthenaSqlJudge(Process process) => _process = process;

    /// <summary>Starts the judge; ignores the running test, by name and reason, where it cannot.</summary>
    public static AthenaSqlJudge Start()
    {
        var folder = Repository.PathOf("tests", "judges", "athena-sql");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "dt-sql-parser")))
            {
                using var install = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--no-audit", "--no-fund");
                install.StandardInput.Close();
                var errors = install.StandardError.ReadToEndAsync();
                install.StandardOutput.ReadToEnd();
                install.WaitForExit();
                if (install.ExitCode != 0)
                {
                    Assert.Ignore($"The judge of Athena's SQL (dt-sql-parser) could not be installed: npm ci ended with {install.ExitCode}: {errors.Result}");
                }
            }

            return new AthenaSqlJudge(Run("node", folder, "judge.mjs"));
        }
        catch (Win32Exception e)
        {
            Assert.Ignore($"The judge of Athena's SQL (dt-sql-parser) needs node and npm, which are not installed: {e.Message}");
            throw;
        }
    }

    /// <summary>What the Trino grammar says against a statement; empty when nothing.</summary>
    public IReadOnlyList<string> Trino(string sql) => Judge("trino", sql);

    /// <summary>What the Hive grammar says against a statement; empty when nothing.</summary>
    public IReadOnlyList<string> Hive(string sql) => Judge("hive", sql);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private List<string> Judge(string dialect, string sql)
    {
        _process.StandardInput.WriteLine($"{{\"dialect\":\"{dialect}\",\"sql\":\"{JsonEncodedText.Encode(sql)}\"}}");
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The judge ended: " + _process.StandardError.ReadToEnd());
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetString()!)];
    }

    private static Process Run(string file, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
