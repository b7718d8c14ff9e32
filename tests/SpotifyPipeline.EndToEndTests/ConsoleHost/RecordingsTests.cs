using System.Text.Json;

namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary>Real responses that others recorded, through the executable; what they hold was counted by another program.</summary>
public class RecordingsTests
{
    [Test]
    public async Task Transform_over_every_recording_gives_the_counted_entries_or_quarantines_it_and_ends_with_3()
    {
        var folder = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_RECORDINGS");
        if (folder is null)
        {
            Assert.Ignore("Transform_over_every_recording: SPOTIFYPIPELINE_RECORDINGS is not set; it names the folder of recorded responses.");
        }

        await using var fixture = await HostFixture.CreateAsync();
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder!, "expected.json")));
        var names = expected.RootElement.EnumerateObject().Select(p => p.Name).Where(n => n.EndsWith(".json", StringComparison.Ordinal)).ToList();
        string[] arguments = ["transform", .. names.Select(n => Path.Combine(folder!, n)), "--lake", fixture.Lake, "--json"];

        var (code, output, errors) = await HostProcess.RunAsync(fixture.Folder, null, arguments);

        Assert.That(code, Is.EqualTo(3), errors);
        using var json = JsonDocument.Parse(output);
        var reports = json.RootElement.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("transform")).ToList();
        Assert.That(reports, Has.Count.EqualTo(names.Count));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, report) in names.Zip(reports))
            {
                AssertEntries(name, expected.RootElement.GetProperty(name), report);
            }
        }
    }

    private static void AssertEntries(string name, JsonElement expected, JsonElement report)
    {
        var refused = report.GetProperty("quarantined").EnumerateArray().Select(q => q.GetProperty("reason").GetString()).ToList();
        if (expected.TryGetProperty("error", out var error))
        {
            Assert.That(refused, Has.Count.EqualTo(1), $"{name} should be refused: {error}");
            return;
        }

        if (refused.Count > 0)
        {
            Assert.That(Number(expected, "distinct_track_ids") ?? 0, Is.Zero, $"{name} was refused: {refused[0]}");
            return;
        }

        // The counting program took the credits of a single track for a list of entries.
        if (Number(expected, "entries") is { } entries && !name.StartsWith("track/", StringComparison.Ordinal))
        {
            var counted = report.GetProperty("entries").EnumerateObject().Sum(e => e.Value.GetInt64());
            Assert.That(counted, Is.EqualTo(entries), name);
        }
    }

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
