using System.Diagnostics;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>A small file system of its own kind, mounted for one test; the test is ignored where mounting is not allowed.</summary>
internal sealed class MountedFolder : IDisposable
{
    private readonly string _path;

    private MountedFolder(string path) => _path = path;

    /// <summary>A file system in memory of so many bytes.</summary>
    public static MountedFolder OfMemory(string path, int bytes) => Mount(path, "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", path);

    /// <summary>An ext file system whose files keep their times in whole seconds.</summary>
    public static MountedFolder OfWholeSeconds(string path, string imagePath)
    {
        File.WriteAllBytes(imagePath, new byte[4 << 20]);
        if (!File.Exists("/usr/sbin/mkfs.ext4") || Run("/usr/sbin/mkfs.ext4", "-q", "-I", "128", imagePath) != 0)
        {
            Assert.Ignore("mkfs.ext4 is not installed: it makes the file system with whole seconds");
        }

        return Mount(path, "-o", "loop", imagePath, path);
    }

    public void MakeReadOnly() => Assert.That(Run("/usr/bin/mount", "-o", "remount,ro", _path), Is.Zero);

    public void Dispose() => Run("/usr/bin/umount", "--lazy", _path);

    private static MountedFolder Mount(string path, params string[] arguments)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/mount") || Run("/usr/bin/mount", arguments) != 0)
        {
            Assert.Ignore("mount: needs Linux and the right to mount a small file system");
        }

        return new MountedFolder(path);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
