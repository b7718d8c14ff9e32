using System.Text;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Reports.Page;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Reports;

internal sealed class ReportPageTests
{
    private static readonly RunReport Run = new()
    {
        RunId = "20261116T060000Z-1",
        SnapshotDate = SmallLake.Sixteenth,
        StartedAt = new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2026, 11, 16, 6, 1, 0, TimeSpan.Zero),
        Extract = new ExtractReport { AppClass = "restricted", Calls = new Dictionary<string, long> { ["playlists/{id}/items"] = 1200, ["me"] = 34 }, RateLimited = 3 },
        Transform = new TransformReport
        {
            Quarantined = [new QuarantinedDocument("bare/x.json", "no <items>")],
            Waiting = [new QuarantinedDocument("bare/y.json", "the disk did not answer")],
            SchemaDrift = [new DriftFinding(DriftKind.Missing, "playlist", "restricted", "${playlist}.followers", 9, 9, "in 9 of 9", "playlist/p")],
        },
        Warnings = ["No popularity & no genres."],
    };

    [Test]
    public async Task Every_question_is_answered_on_the_small_lake()
    {
        using var lake = new TableLake();
        lake.Fill(SmallLake.Rows);

        var (html, summary) = await WriteAsync(new ReportPage(lake, _ => Runs(Run)));

        Assert.That(summary.Unanswered, Is.Empty);
        Assert.That(summary, Is.EqualTo(summary with { Playlists = 1, Runs = 1, Simulated = false }));
        Assert.That(html, Does.Contain("夜に駆ける").And.Contain("O&#x27;Neil, Jr.").And.Contain("No popularity &amp; no genres.").And.Contain("no &lt;items&gt;").And.Contain("bare/y.json waits for the next run").And.Contain("${playlist}.followers is missing").And.Contain(">1,234</dd>"));
        Assert.That(html, Does.Contain("Movement since 2026-11-09").And.Contain("the app class is restricted"));
    }

    [Test]
    public async Task An_empty_lake_has_a_page_too()
    {
        using var lake = new TableLake();
        lake.Fill([]);

        var (html, summary) = await WriteAsync(new ReportPage(lake));

        Assert.That(summary.Playlists, Is.Zero);
        Assert.That(summary.Unanswered, Is.Empty);
        Assert.That(html, Does.Contain("No snapshots").And.Contain("The lake keeps no run reports.").And.Contain("no plays").And.EndWith("</html>\n"));
    }

    [Test]
    public async Task What_the_engine_refuses_is_named_and_explained()
    {
        var (html, summary) = await WriteAsync(new ReportPage(new RefusingEngine()));

        Assert.That(summary.Unanswered, Does.Contain("Plays by weekday and hour").And.Contain("Rules of the tables"));
        Assert.That(summary.Questions, Is.Zero);
        Assert.That(html, Does.Contain("there is no table &lt;songs&gt;"));
    }

    [Test]
    public async Task Cost_and_bytes_of_the_questions_are_added_up()
    {
        using var lake = new TableLake();
        lake.Fill(SmallLake.Rows);

        var (html, summary) = await WriteAsync(new ReportPage(new PricedEngine(lake)));

        Assert.That(summary.BytesScanned, Is.EqualTo(10_000_000L * summary.Questions));
        Assert.That(summary.Cost, Is.EqualTo(0.00005m * summary.Questions));
        Assert.That(html, Does.Contain($"{summary.BytesScanned:N0} bytes scanned"));
    }

    [Test]
    public async Task A_simulated_run_marks_the_page()
    {
        using var lake = new TableLake();
        lake.Fill(SmallLake.Rows);

        var (html, summary) = await WriteAsync(new ReportPage(lake, _ => Runs(Run, Run with { Simulated = true })));

        Assert.That(summary.Simulated, Is.True);
        Assert.That(html, Does.Contain("<span class=\"badge\">simulated</span>"));
    }

    [Test]
    public async Task Songs_are_ranked_by_charts_where_there_is_no_popularity()
    {
        using var lake = new TableLake();
        lake.Fill(SmallLake.Rows.Select(r => r with { Values = r.Values.Where(v => v.Key != "popularity").ToDictionary(v => v.Key, v => v.Value) }));

        var (html, _) = await WriteAsync(new ReportPage(lake));

        Assert.That(html, Does.Contain("Most charted songs").And.Contain("no popularity").And.Contain("Artists with most songs"));
    }

    [TestCase(0)]
    [TestCase(51)]
    public void Options_out_of_range_are_refused(int top)
    {
        using var lake = new TableLake();
        Assert.That(async () => await WriteAsync(new ReportPage(lake), new ReportPageOptions { Top = top }), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("3 to 50"));
    }

    private static async Task<(string Html, ReportPageSummary Summary)> WriteAsync(ReportPage page, ReportPageOptions? options = null)
    {
        using var stream = new MemoryStream();
        var summary = await page.WriteAsync(stream, options);
        return (Encoding.UTF8.GetString(stream.ToArray()), summary);
    }

    private static async IAsyncEnumerable<RunReport> Runs(params RunReport[] runs)
    {
        foreach (var run in runs)
        {
            yield return run;
        }

        await Task.CompletedTask;
    }

    private sealed class RefusingEngine : IQueryEngine
    {
        public string Name => "refusing";

        public Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) =>
            Task.FromException<QueryResult>(new QueryException("there is no table <songs>"));
    }

    private sealed class PricedEngine(IQueryEngine inner) : IQueryEngine
    {
        public string Name => "priced";

        public async Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
        {
            var result = await inner.ExecuteAsync(statement, cancellationToken);
            return new QueryResult(result.Columns, result.Rows, new QueryStatistics("q", 10_000_000, 0.00005m));
        }
    }
}
