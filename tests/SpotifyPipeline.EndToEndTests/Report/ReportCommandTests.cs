using System.Text.Json;
using SpotifyPipeline.EndToEndTests.ConsoleHost;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>The verb <c>report</c> of the executable.</summary>
public class ReportCommandTests
{
    [Test]
    public async Task It_writes_where_it_is_told_and_says_what_is_on_the_page()
    {
        var lake = await ReportLakes.DemoAsync();
        var folder = Directory.CreateTempSubdirectory("spotifypipeline-report-").FullName;

        var (code, output, errors) = await HostProcess.RunAsync(folder, null, "report", "--lake", lake, "--out", "here/page.html", "--json");

        Assert.That(code, Is.Zero, errors);
        using var json = JsonDocument.Parse(output);
        Assert.That(json.RootElement.GetProperty("report").GetString(), Is.EqualTo(Path.Combine(folder, "here", "page.html")));
        Assert.That(json.RootElement.GetProperty("simulated").GetBoolean(), Is.True);
        Assert.That(json.RootElement.GetProperty("playlists").GetInt32(), Is.EqualTo(3));
        Assert.That(json.RootElement.GetProperty("runs").GetInt32(), Is.EqualTo(7));
        Assert.That(json.RootElement.GetProperty("unanswered").GetArrayLength(), Is.Zero);
        Assert.That(Directory.EnumerateFiles(Path.Combine(folder, "here")).Select(Path.GetFileName), Is.EqualTo(new[] { "page.html" }));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "here", "page.html")), Does.StartWith("<!DOCTYPE html>").And.Not.Contain("unsafe-"));
        Directory.Delete(folder, recursive: true);
    }

    [TestCase("report", "--lake", "./nowhere")]
    [TestCase("report", "--zone")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments)
    {
        var (code, _, errors) = await HostProcess.RunAsync(Path.GetTempPath(), null, arguments);

        Assert.That(code, Is.EqualTo(2), errors);
        Assert.That(errors, Is.Not.Empty.And.Not.Contain("   at "));
    }

    [Test]
    public async Task An_unknown_time_zone_ends_with_2_and_leaves_the_old_page()
    {
        var lake = await ReportLakes.DemoAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(lake, "report.html"));

        var (code, _, errors) = await HostProcess.RunAsync(Path.GetTempPath(), null, "report", "--lake", lake, "--zone", "Asia/Atlantis");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("Asia/Atlantis"));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(lake, "report.html")), Is.EqualTo(before));
    }

    [Test]
    public async Task The_demo_names_the_report_at_its_end()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (_, output, _) = await HostProcess.RunAsync(fixture.Folder, null, "--days", "1");

        Assert.That(output, Does.Contain("-- report --open"));
    }
}
