using System.Text;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

internal sealed class RunReportsTests
{
    [Test]
    public async Task Merged_reports_come_back_newest_first_and_the_rest_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var store = new FolderObjectStore(folder.Path);
        await PutAsync(store, "runs/20261119T060000Z-b.json", Report("20261119T060000Z-b", 2).ToJson());
        await PutAsync(store, "runs/20261120T060000Z-a.json", Report("20261120T060000Z-a", 3).ToJson());
        await PutAsync(store, "runs/20261118T060000Z-c.json", "not a report");
        await PutAsync(store, "runs/20261120T060000Z-a/extract.json", Report("part", 9).ToJson());

        var reports = await RunReports.NewestFirstAsync(store, "runs/", CancellationToken.None).ToListAsync();

        Assert.That(reports.Select(r => r.RunId), Is.EqualTo(new[] { "20261120T060000Z-a", "20261119T060000Z-b" }));
        Assert.That(reports[0].ToJson(), Is.EqualTo(Report("20261120T060000Z-a", 3).ToJson()));
    }

    private static Task<string?> PutAsync(IObjectStore store, string key, string text) =>
        store.WriteAsync(key, Encoding.UTF8.GetBytes(text), PutCondition.Always, CancellationToken.None);

    private static RunReport Report(string id, int calls) => new()
    {
        RunId = id,
        SnapshotDate = new DateOnly(2026, 11, 20),
        StartedAt = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2026, 11, 20, 6, 1, 0, TimeSpan.Zero),
        Outcome = RunOutcome.PartlyDone,
        Simulated = true,
        Extract = new ExtractReport { AppClass = "extended", Calls = new SortedDictionary<string, long> { ["me"] = calls }, Forbidden = ["playlist/x"] },
        Transform = new TransformReport { Documents = 2, Tables = [new TableReport("songs", 5, 4, 1, 100)], Quarantined = [new QuarantinedDocument("d", "r")] },
        Warnings = ["w"],
    };
}
