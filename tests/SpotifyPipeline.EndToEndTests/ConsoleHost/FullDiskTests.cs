using System.Diagnostics;

namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary>A disk that is really full: a small file system in memory, which only root may mount.</summary>
public class FullDiskTests
{
    [Test]
    public async Task A_full_disk_ends_with_1_and_after_room_was_made_a_second_run_completes()
    {
        await using var fixture = await HostFixture.CreateAsync();
        Directory.CreateDirectory(fixture.Lake);
        if (!OperatingSystem.IsLinux() || Call("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", fixture.Lake) != 0)
        {
            Assert.Ignore("A_full_disk: mounting a small file system needs Linux and root.");
        }

        try
        {
            var full = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run", "--lake", fixture.Lake);
            Assert.That(Call("mount", "-o", "remount,size=64m", fixture.Lake), Is.Zero);
            var second = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run", "--lake", fixture.Lake);
            var query = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "query", "SELECT count(DISTINCT playlist_id) AS n FROM playlist_items", "--lake", fixture.Lake, "--json");

            Assert.That(full.ExitCode, Is.EqualTo(1), full.Output);
            Assert.That(full.Errors, Does.Contain("full").IgnoreCase.And.Not.Contain("   at "));
            Assert.That(second.ExitCode, Is.Zero, second.Errors);
            Assert.That(query.Output, Does.Contain("3"));
        }
        finally
        {
            Call("umount", "-l", fixture.Lake);
        }
    }

    private static int Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode;
    }
}
