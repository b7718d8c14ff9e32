using System.Diagnostics;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>This assembly running as another process; see <see cref="StoreProcess"/>. Killed when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(ProcessStartInfo start) =>
        _process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");

    public int ExitCode => _process.ExitCode;

    public static ChildProcess Start(params string[] args) => new(StartInfo([], args));

    /// <summary>Starts it so that its system calls of these kinds are written to a file; the test is ignored where that cannot be.</summary>
    public static ChildProcess StartTraced(string logPath, string calls, params string[] args)
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            Assert.Ignore("strace is not installed: it shows what is brought to the disk, and when");
        }

        return new(StartInfo(["/usr/bin/strace", "-f", "-qq", "-e", "trace=" + calls, "-o", logPath], args));
    }

    /// <summary>Starts it without the rights of root; the test is ignored where that cannot be.</summary>
    public static ChildProcess StartUnprivileged(params string[] args)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("unreadable folders: the test knows only Unix permissions");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return Start(args);
        }

        if (!File.Exists("/usr/bin/setpriv"))
        {
            Assert.Ignore("setpriv is not installed: root may read and write everything, so another user has to try");
        }

        return new(StartInfo(["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"], args));
    }

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    public void WriteLine() => _process.StandardInput.WriteLine();

    /// <summary>Kills it with SIGKILL: none of its code runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public Task WaitAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string[] before, string[] args)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        string[] command = [.. before, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", assembly, .. args];
        return new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
    }
}
