using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary>The process ends in the middle of its work; the next one completes it.</summary>
public class InterruptionTests
{
    [Test]
    public async Task Ctrl_C_ends_with_130_and_the_next_run_completes()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            Assert.Ignore("Ctrl_C_ends_with_130: needs Unix signals.");
        }

        await using var fixture = await HostFixture.CreateAsync();
        fixture.Spotify.Faults.Add(Fault.RateLimited("3600").OnPath("/v1/").FromCall(3).Times(int.MaxValue));

        // The host may wait for an hour, so it is surely waiting when the signal comes, on however busy a machine.
        var settings = fixture.Settings(("Sources__MaxDegreeOfParallelism", "1"), ("Spotify__MaxWait", "02:00:00"), ("Spotify__CallDeadline", "03:00:00"));
        using var host = HostProcess.Start(fixture.Folder, settings, "run");
        await Eventually(() => fixture.Spotify.Requests.Count(429) > 0);

        host.Interrupt();
        var code = await host.WaitAsync();
        fixture.Spotify.Faults.Clear();
        var second = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run");

        Assert.That(code, Is.EqualTo(130), host.Errors);
        Assert.That(host.Errors, Does.Contain("run the same command again"));
        Assert.That(second.ExitCode, Is.Zero, second.Errors);
        Assert.That(await CountAsync(fixture, "SELECT count(DISTINCT playlist_id) AS n FROM playlist_items"), Is.EqualTo(3));
    }

    // Ten moments between the first request and the last file; whichever is hit, nothing may be lost or doubled.
    [Test]
    public async Task Kill_9_at_any_moment_loses_nothing_and_doubles_nothing([Range(1, 10)] int moment)
    {
        await using var fixture = await HostFixture.CreateAsync();
        await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "extract");
        using (var host = HostProcess.Start(fixture.Folder, fixture.Settings(), "transform"))
        {
            await Eventually(() => fixture.Files("state").Count() + fixture.Files("curated").Count() + fixture.Files("raw/processed").Count() >= 4 + (2 * moment) || host.HasExited);
            host.KillAtOnce();
            await host.WaitAsync();
        }

        var second = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "transform");

        Assert.That(second.ExitCode, Is.Zero, second.Errors);
        Assert.That(await CountAsync(fixture, "SELECT count(*) AS n FROM playlist_items"), Is.EqualTo(450));
        Assert.That(await CountAsync(fixture, "SELECT count(*) - count(DISTINCT song_id) AS n FROM songs"), Is.Zero);
        Assert.That(fixture.Files("raw/pending"), Is.Empty);
    }

    private static async Task<long> CountAsync(HostFixture fixture, string sql)
    {
        var (_, output, errors) = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "query", sql, "--json");
        Assert.That(output, Is.Not.Empty, errors);
        using var rows = JsonDocument.Parse(output);
        return rows.RootElement[0].GetProperty("n").GetInt64();
    }

    // The event is another process's; there is nothing to await but what it leaves on disk or asks of the simulator.
    private static async Task Eventually(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition() && await timer.WaitForNextTickAsync(limit.Token))
        {
        }
    }
}
