using SpotifyPipeline.EndToEndTests.ConsoleHost;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>Lakes with a report page each, written by the executable, and taken away with the last test.</summary>
[SetUpFixture]
public sealed class ReportLakes
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "spotifypipeline-report-" + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static readonly Lazy<Task<string>> Demo = new(MakeDemoAsync);
    private static readonly Lazy<Task<string>> Full = new(MakeFullAsync);
    private static readonly Lazy<Task<string>> Hostile = new(MakeHostileAsync);

    /// <summary>What <c>run</c> leaves without credentials: seven days, no plays, no genres.</summary>
    internal static Task<string> DemoAsync() => Demo.Value;

    /// <summary>One run with plays, and with artists read whole, so that there are genres.</summary>
    internal static Task<string> FullAsync() => Full.Value;

    /// <summary>One playlist whose names would be markup, script and SQL if they were not text.</summary>
    internal static Task<string> HostileAsync() => Hostile.Value;

    internal static Uri PageOf(string lake) => new(Path.Combine(lake, "report.html"));

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static async Task<string> MakeDemoAsync()
    {
        var folder = Folder("demo");
        await RequireAsync(folder, null, "run", "--json");
        await RequireAsync(folder, null, "report");
        return Path.Combine(folder, "lake-demo");
    }

    private static async Task<string> MakeFullAsync()
    {
        await using var fixture = await HostFixture.CreateAsync();
        var folder = Folder("full");
        var lake = Path.Combine(folder, "lake");
        (string, string)[] more = [("Sources__RecentlyPlayed", "true"), ("Spotify__UserKeySecret", "a secret of at least sixteen letters")];
        await RequireAsync(folder, fixture.Settings(more), "run", "--lake", lake, "--json");
        var (code, output, errors) = await HostProcess.RunAsync(folder, null, "query", "SELECT artist_id FROM artists_latest ORDER BY artist_id LIMIT 30", "--lake", lake, "--json");
        Assert.That(code, Is.Zero, errors);
        using var rows = System.Text.Json.JsonDocument.Parse(output);
        var artists = rows.RootElement.EnumerateArray().Select((row, i) => ($"Sources__Artists__{i}", row.GetProperty("artist_id").GetString()!));
        await RequireAsync(folder, fixture.Settings([.. more, .. artists]), "run", "--lake", lake, "--json");
        await RequireAsync(folder, null, "report", "--lake", lake, "--zone", "Asia/Tokyo");
        return lake;
    }

    private static async Task<string> MakeHostileAsync()
    {
        var folder = Folder("hostile");
        var lake = Path.Combine(folder, "lake");
        var file = Path.Combine(folder, "playlist_2026-11-20.json");
        await File.WriteAllTextAsync(file, HostilePlaylist.Json);
        await RequireAsync(folder, null, "transform", file, "--lake", lake);
        await RequireAsync(folder, null, "report", "--lake", lake);
        return lake;
    }

    private static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    private static async Task RequireAsync(string folder, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var (code, output, errors) = await HostProcess.RunAsync(folder, settings, arguments);
        Assert.That(code, Is.Zero, $"{string.Join(' ', arguments)}\n{output}\n{errors}");
    }
}
