using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SpotifyPipeline.Tests.Aws.Servers;

/// <summary>What the servers of other people have in common: scripts, ports, processes.</summary>
internal static class LocalServers
{
    /// <summary>The folder tests/servers of the repository.</summary>
    public static string Scripts => Repository.PathOf("tests", "servers");

    /// <summary>The folder tests/judges of the repository.</summary>
    public static string Judges => Repository.PathOf("tests", "judges");

    /// <summary>Where tests/servers/install.sh puts what no package manager installs.</summary>
    public static string Tools => Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_TOOLS")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "spotifypipeline");

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The first of <paramref name="count"/> neighbouring ports of loopback that are free now.</summary>
    public static int FreePorts(int count)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = Listen(0);
            var first = ((IPEndPoint)probe.LocalEndpoint).Port;
            var others = new List<TcpListener>();
            try
            {
                for (var i = 1; i < count; i++)
                {
                    others.Add(Listen(first + i));
                }

                return first;
            }
            catch (Exception error) when (error is SocketException or ArgumentOutOfRangeException && attempt < 50)
            {
            }
            finally
            {
                others.ForEach(other => other.Dispose());
            }
        }
    }

    /// <summary>Runs a program to its end and returns its output; its daemons may live on.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, string? input = null)
    {
        // Daemons inherit pipes, and a pipe that never closes would be waited for: so a file takes the output.
        var output = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "exec \"$0\" \"$@\" > \"$OUTPUT_FILE\" 2>&1", program, .. arguments])
            {
                RedirectStandardInput = true,
                Environment = { ["OUTPUT_FILE"] = output },
            })!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return (process.ExitCode, await File.ReadAllTextAsync(output));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
