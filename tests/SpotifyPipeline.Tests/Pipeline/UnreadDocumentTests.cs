using SpotifyPipeline.Reports;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

/// <summary>The rules of docs/decisions/0010.</summary>
public class UnreadDocumentTests
{
    private MemoryObjectStore _memory = null!;
    private UnreadableStore _store = null!;
    private TestLake _lake = null!;
    private string _page = "";

    private string Document => _page["raw/pending/".Length.._page.LastIndexOf('/')];

    [SetUp]
    public async Task Extract()
    {
        _memory = new MemoryObjectStore();
        _store = new UnreadableStore(_memory);
        _lake = await TestLake.CreateAsync(store: _store);
        await _lake.Pipeline.ExtractAsync();
        _page = (await _lake.ContentsAsync("raw/pending/")).Keys.First(k => k.EndsWith("page-00001.json", StringComparison.Ordinal));
        _store.IsUnreadable = key => key == _page;
    }

    [TearDown]
    public async Task Close() => await _lake.DisposeAsync();

    [Test]
    public async Task Document_waits_for_two_runs_and_goes_to_quarantine_with_the_third()
    {
        for (var run = 1; run <= 2; run++)
        {
            var report = await NextProcessAsync();

            Assert.That(report.Outcome, Is.EqualTo(RunOutcome.PartlyDone));
            Assert.That(report.Transform!.Waiting.Select(w => w.Document), Is.EqualTo(new[] { Document }), $"run {run}");
            Assert.That(report.Transform.Quarantined, Is.Empty);
            Assert.That(report.Warnings, Has.Some.Contains("Input/output error"));
        }

        var last = await NextProcessAsync();

        Assert.That(last.Transform!.Quarantined.Single().Reason, Does.Contain("3 tries").And.Contain("Input/output error"));
        _store.IsUnreadable = _ => false;
        Assert.That((await _lake.ContentsAsync("raw/quarantine/")).Keys, Has.Member($"raw/quarantine/{Document}.reason.json").And.Member($"raw/quarantine/{Document}/manifest.json"));
        Assert.That((await _lake.ContentsAsync("state/tries/")).Keys, Is.Empty, "one that comes back begins at zero");
        Assert.That((await NextProcessAsync()).Outcome, Is.EqualTo(RunOutcome.Done));
    }

    [Test]
    public async Task Others_of_the_unit_are_done_and_the_document_joins_them_once_it_can_be_read()
    {
        var others = (await NextProcessAsync()).Transform!.Documents;
        Assert.That(others, Is.EqualTo(_lake.Spotify.PlaylistIds.Count - 1));
        Assert.That(await RowsAsync(), Is.EqualTo(others * 120));

        _store.IsUnreadable = _ => false;
        var report = await NextProcessAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(await RowsAsync(), Is.EqualTo(_lake.Spotify.PlaylistIds.Count * 120));
        Assert.That((await _lake.Catalog.ListFilesAsync("playlist_items", default)).Files, Has.Count.EqualTo(1), "the unit's file was written again under its name");
        Assert.That(await _lake.ContentsAsync("raw/pending/"), Is.Empty);
    }

    [Test]
    public async Task Manifest_that_cannot_be_read_counts_too()
    {
        _store.IsUnreadable = key => key == $"raw/pending/{Document}/manifest.json";
        await NextProcessAsync();
        await NextProcessAsync();

        Assert.That((await NextProcessAsync()).Transform!.Quarantined.Select(q => q.Document), Is.EqualTo(new[] { Document }));
    }

    [Test]
    public async Task Event_fails_twice_and_puts_the_document_away_the_third_time()
    {
        var key = $"raw/pending/{Document}/manifest.json";
        for (var i = 0; i < 2; i++)
        {
            Assert.That(async () => await _lake.Pipeline.TransformAsync(key), Throws.TypeOf<IOException>());
        }

        Assert.That((await _lake.Pipeline.TransformAsync(key)).Transform!.Quarantined, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Store_that_does_not_answer_is_no_documents_failure()
    {
        _store.RefusesListings = true;
        for (var i = 0; i < 4; i++)
        {
            Assert.That(async () => await _lake.Pipeline.TransformPendingAsync(), Throws.TypeOf<IOException>());
        }

        await NothingWasCountedAsync();
    }

    [Test]
    public async Task Full_disk_is_no_documents_failure()
    {
        _store.RefusesChanges = true;
        for (var i = 0; i < 4; i++)
        {
            Assert.That(async () => await _lake.Pipeline.TransformPendingAsync(), Throws.TypeOf<IOException>());
        }

        await NothingWasCountedAsync();
    }

    [Test]
    public async Task Interruption_is_no_documents_failure()
    {
        using var stop = new CancellationTokenSource();
        _store.Failure = () =>
        {
            stop.Cancel();
            return new OperationCanceledException(stop.Token);
        };
        Assert.That(async () => await _lake.Pipeline.TransformPendingAsync(cancellationToken: stop.Token), Throws.InstanceOf<OperationCanceledException>());

        await NothingWasCountedAsync();
    }

    [Test]
    public async Task Time_out_of_the_stores_client_is_a_try()
    {
        _store.Failure = () => new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout");

        Assert.That((await NextProcessAsync()).Transform!.Waiting, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_no_manifest_can_be_read_none_is_to_blame()
    {
        _store.IsUnreadable = key => key.StartsWith("raw/", StringComparison.Ordinal);

        Assert.That(async () => await _lake.Pipeline.TransformPendingAsync(), Throws.TypeOf<IOException>());
        await NothingWasCountedAsync();
    }

    [Test]
    public async Task Document_whose_rows_are_written_is_never_left_out_of_them()
    {
        _store.IsUnreadable = _ => false;
        var run = await NextProcessAsync();
        _store.IsUnreadable = key => key == _page.Replace("/pending/", "/processed/", StringComparison.Ordinal);

        Assert.That(async () => await _lake.Pipeline.ReplayAsync(run.SnapshotDate, run.SnapshotDate), Throws.TypeOf<IOException>());
        Assert.That(await RowsAsync(), Is.EqualTo(_lake.Spotify.PlaylistIds.Count * 120));
    }

    private async Task NothingWasCountedAsync()
    {
        _store.IsUnreadable = _ => false;
        _store.RefusesListings = false;
        _store.RefusesChanges = false;
        Assert.That((await _lake.ContentsAsync("state/tries/")).Keys, Is.Empty);
        Assert.That((await _lake.ContentsAsync("raw/quarantine/")).Keys, Is.Empty);
        Assert.That((await _lake.Pipeline.TransformPendingAsync()).Transform!.Documents, Is.EqualTo(_lake.Spotify.PlaylistIds.Count));
    }

    /// <summary>Transforms with a pipeline that remembers nothing.</summary>
    private async Task<RunReport> NextProcessAsync()
    {
        await using var process = await TestLake.CreateAsync(store: _store);
        return await process.Pipeline.TransformPendingAsync();
    }

    private async Task<long> RowsAsync() => (await _lake.Catalog.ListFilesAsync("playlist_items", default)).Files.Sum(f => f.Rows);
}
