using System.Text;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.DuckDB;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Pipeline;

public class QualityStageTests
{
    private static readonly string[] Rules =
    [
        "albums_future_release", "duplicate_positions", "popularity_out_of_range", "song_artists_orphan_artist",
        "songs_bad_duration", "songs_duplicate_in_unit", "songs_null_id", "songs_orphan_album",
    ];

    [Test]
    public async Task Clean_run_passes_all_checks()
    {
        DuckDBLake.RequireDuckDB();
        using var folder = new TemporaryFolder();
        await using var lake = await TestLake.CreateAsync(store: new FolderObjectStore(folder.Path), configure: b => b.UseDuckDB());

        var report = await lake.Pipeline.RunAsync();

        Assert.That(report.Quality!.NotChecked, Is.Null);
        Assert.That(report.Quality.BadRows.Keys, Is.EqualTo(Rules));
        Assert.That(report.Quality.BadRows.Values, Is.All.Zero);
        Assert.That(report.Quality.SnapshotDates, Is.EqualTo(new[] { report.SnapshotDate }));
        var kept = Encoding.UTF8.GetString((await lake.Store.ReadAsync($"runs/{report.RunId}.json", default))!.Content.Span);
        Assert.That(kept, Does.Contain("\"songs_null_id\": 0"));
    }

    [Test]
    public async Task Broken_rule_is_a_warning_and_changes_no_outcome()
    {
        DuckDBLake.RequireDuckDB();
        using var folder = new TemporaryFolder();
        await using var lake = await TestLake.CreateAsync(store: new FolderObjectStore(folder.Path), configure: b => b.UseDuckDB());
        using var page = new MemoryStream(Encoding.UTF8.GetBytes(
            """{"id":"p","type":"playlist","name":"n","tracks":{"items":[{"track":{"id":"t","type":"track","name":"n","duration_ms":0,"popularity":101,"artists":[{"id":"a","name":"n"}],"album":{"id":"al","name":"n"}}}]}}"""));
        await lake.Pipeline.ImportAsync("wrong.json", page, lake.Clock.Now, default);

        var report = await lake.Pipeline.RunAsync();

        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(report.Quality!.BadRows.Where(c => c.Value > 0).Select(c => c.ToString()), Is.EqualTo(new[] { "[popularity_out_of_range, 1]", "[songs_bad_duration, 1]" }));
        Assert.That(report.Warnings, Has.Some.EqualTo("Data quality: 1 rows of 2026-11-20 break the rule songs_bad_duration."));
    }

    [Test]
    public async Task Days_before_and_tables_that_are_not_there_are_not_asked_about()
    {
        var asked = new List<SqlStatement>();
        await using var lake = await TestLake.CreateAsync(configure: b => b.UseQueryEngine((_, _) => new ScriptedEngine(asked, null)));

        var report = await lake.Pipeline.RunAsync();

        Assert.That(asked.Single(s => s.Text.Contains("duplicate_positions", StringComparison.Ordinal)).Parameters, Is.Not.Empty.And.All.EqualTo(report.SnapshotDate));
        var before = asked.Count;
        Assert.That(new LakeAnalytics(new ScriptedEngine(asked, null)).QualityChecksAsync(report.SnapshotDate, report.SnapshotDate, ["playlist_items", "albums"], default).ToBlockingEnumerable(), Is.Empty);
        Assert.That(asked[^1].Text, Does.Contain("duplicate_positions").And.Contain("albums_future_release").And.Not.Contain("songs"));
        Assert.That(new LakeAnalytics(new ScriptedEngine(asked, null)).QualityChecksAsync(report.SnapshotDate, report.SnapshotDate, ["plays"], default).ToBlockingEnumerable(), Is.Empty);
        Assert.That(asked, Has.Count.EqualTo(before + 1));
    }

    [Test]
    public async Task Days_that_waited_are_asked_about_together_and_a_gap_is_not()
    {
        var asked = new List<SqlStatement>();
        await using var lake = await TestLake.CreateAsync(configure: b => b.UseQueryEngine((_, _) => new ScriptedEngine(asked, null)));
        var first = DateOnly.FromDateTime(lake.Clock.Now.UtcDateTime);
        foreach (var day in (int[])[0, 1, 2, 9])
        {
            lake.Clock.Now = new DateTimeOffset(first.AddDays(day), new TimeOnly(6, 0), TimeSpan.Zero);
            await lake.Pipeline.ExtractAsync();
        }

        Assert.That(asked, Is.Empty);
        var report = await lake.Pipeline.TransformPendingAsync();

        var days = asked.Where(s => s.Text.Contains("duplicate_positions", StringComparison.Ordinal)).Select(s => string.Join(" ", (s.Parameters ?? []).Distinct()));
        Assert.That(days, Is.EqualTo(new[] { $"{first} {first.AddDays(2)}", $"{first.AddDays(9)}" }));
        Assert.That(report.Quality!.SnapshotDates, Is.EqualTo(new[] { first, first.AddDays(1), first.AddDays(2), first.AddDays(9) }));
        Assert.That(report.Transform!.SnapshotDates, Is.EqualTo(report.Quality.SnapshotDates));
        Assert.That((await lake.Pipeline.TransformPendingAsync()).Quality, Is.Null, "nothing was written");
    }

    [Test]
    public async Task Many_gaps_are_asked_about_at_once()
    {
        var asked = new List<SqlStatement>();
        await using var lake = await TestLake.CreateAsync(configure: b => b.UseQueryEngine((_, _) => new ScriptedEngine(asked, null)));
        var first = DateOnly.FromDateTime(lake.Clock.Now.UtcDateTime);
        for (var week = 0; week < 9; week++)
        {
            lake.Clock.Now = new DateTimeOffset(first.AddDays(7 * week), new TimeOnly(6, 0), TimeSpan.Zero);
            await lake.Pipeline.ExtractAsync();
        }

        await lake.Pipeline.TransformPendingAsync();

        var question = asked.Single(s => s.Text.Contains("duplicate_positions", StringComparison.Ordinal));
        Assert.That((question.Parameters ?? []).Distinct(), Is.EqualTo(new object[] { first, first.AddDays(56) }));
    }

    [Test]
    public async Task Checks_can_be_switched_off()
    {
        var asked = new List<SqlStatement>();
        await using var lake = await TestLake.CreateAsync(configure: b => b.UseQueryEngine((_, _) => new ScriptedEngine(asked, null)).Configure(o => o.Lake.CheckQuality = false));

        Assert.That((await lake.Pipeline.RunAsync()).Quality, Is.Null);
        Assert.That(asked.Select(s => s.Text), Has.None.Contains("duplicate_positions"));
    }

    [Test]
    public async Task Engine_that_fails_or_is_not_there_leaves_the_run_as_it_is()
    {
        await using var failing = await TestLake.CreateAsync(configure: b => b.UseQueryEngine((_, _) => new ScriptedEngine([], new QueryException("No permission to ask."))));
        await using var none = await TestLake.CreateAsync();

        var (failed, unasked) = (await failing.Pipeline.RunAsync(), await none.Pipeline.RunAsync());

        Assert.That((failed.Outcome, failed.Quality!.NotChecked), Is.EqualTo((RunOutcome.Done, "No permission to ask.")));
        Assert.That((unasked.Outcome, unasked.Quality!.BadRows.Count), Is.EqualTo((RunOutcome.Done, 0)));
        Assert.That(unasked.Quality.NotChecked, Does.Contain("UseDuckDB"));
    }

    /// <summary>Writes down what it is asked, and answers nothing or fails.</summary>
    private sealed class ScriptedEngine(List<SqlStatement> asked, Exception? failure) : IQueryEngine
    {
        public string Name => "scripted";

        public Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
        {
            asked.Add(statement);
            return failure is null ? Task.FromResult(new QueryResult([], AsyncEnumerable.Empty<QueryRow>(), new QueryStatistics())) : throw failure;
        }
    }
}
