using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Stoplight Prism serving the Web API's OpenAPI document: it refuses requests that the document does not allow.</summary>
internal sealed class PrismJudge : IDisposable
{
    public const string Variable = "SPOTIFYPIPELINE_OPENAPI";

    private readonly Process _process;

    private PrismJudge(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the judge; ignores the running test when the document, node or npm is missing.</summary>
    public static async Task<PrismJudge> StartAsync(CancellationToken cancellationToken)
    {
        var document = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(document) || !File.Exists(document))
        {
            Assert.Ignore($"Prism: {Variable} names no file, so there is no OpenAPI document to judge by.");
        }

        var folder = Path.Combine(Root(), "tests", "judges", "prism");
        var program = Path.Combine(folder, "node_modules", "@stoplight", "prism-cli", "dist", "index.js");
        if (!File.Exists(program))
        {
            await InstallAsync(folder, cancellationToken);
        }

        var port = FreePort();
        var process = Start("node", folder, program, "mock", document!, "-h", "127.0.0.1", "-p", $"{port}", "--errors");
        var judge = new PrismJudge(process, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await judge.WaitUntilReadyAsync(cancellationToken);
            return judge;
        }
        catch
        {
            judge.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("listening", StringComparison.OrdinalIgnoreCase))
            {
                // Drained from here on: a full pipe would stop it.
                _process.BeginErrorReadLine();
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        said.Append(await _process.StandardError.ReadToEndAsync(cancellationToken));
        throw new InvalidOperationException($"Prism did not start: {said}");
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--no-audit", "--no-fund");
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0)
        {
            Assert.Ignore($"Prism: npm ci in {folder} ended with {npm.ExitCode}: {errors} {await output}");
        }
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            Assert.Ignore($"Prism: {program} is not installed ({problem.Message}).");
            throw;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpotifyPipeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository; SpotifyPipeline.sln is in no parent folder.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
