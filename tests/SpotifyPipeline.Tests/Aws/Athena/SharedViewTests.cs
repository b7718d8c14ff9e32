using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Aws.Athena;

/// <summary>The shared views on Athena: put before a question, and published for people.</summary>
public sealed class SharedViewTests
{
    private static readonly AwsOptions Options = new() { Database = "spotify" };
    private static readonly IReadOnlyList<LakeView> Views = SharedViewSql.For(Options, Tables("parquet"));
    private AthenaSqlJudge _judge = null!;

    [OneTimeSetUp]
    public void StartJudge() => _judge = AthenaSqlJudge.Start();

    [OneTimeTearDown]
    public void EndJudge() => _judge?.Dispose();

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.Questions))]
    public void Question_with_its_views_before_it_is_trino_and_asks_the_same(string question)
    {
        foreach (var format in (string[])["parquet", "csv", "jsonl"])
        {
            var sql = SharedViewSql.Inline(question, SharedViewSql.For(Options, Tables(format)));

            Assert.That(_judge.Trino(sql), Is.Empty, sql);
            Assert.That(sql, Does.EndWith(Regex.Replace(question, @"^\s*WITH\s+", "", RegexOptions.IgnoreCase).TrimStart()));
            Assert.That(sql.Count(c => c == '?'), Is.EqualTo(question.Count(c => c == '?')), "the order of the parameters");
            foreach (var view in Views)
            {
                var defined = Regex.Count(sql, $"\"{view.Name}\" AS \\(");
                Assert.That(defined, Is.LessThanOrEqualTo(1));
                Assert.That(defined, Is.EqualTo(Regex.IsMatch(sql.Replace($"\"{view.Name}\" AS (", "", StringComparison.Ordinal), $@"\b{view.Name}\b") ? 1 : 0), view.Name);
            }
        }
    }

    [TestCase("parquet")]
    [TestCase("csv")]
    [TestCase("jsonl")]
    public void View_is_trino_on_every_format(string format)
    {
        var views = SharedViewSql.For(Options, Tables(format));

        Assert.That(views, Has.Count.GreaterThan(8));
        foreach (var created in views.Select(v => SharedViewSql.Create("spotify", v)))
        {
            Assert.That(_judge.Trino(created), Is.Empty, created);
        }
    }

    [TestCase("SELECT a FROM songs_latest", "WITH \"songs_latest\" AS (\n", "\n)\nSELECT a FROM songs_latest")]
    [TestCase("  with x AS (SELECT 1 AS a) SELECT a FROM x JOIN Songs_Latest s ON true", "  with \"songs_latest\" AS (\n", "\n),\nx AS (SELECT 1 AS a) SELECT a FROM x JOIN Songs_Latest s ON true")]
    [TestCase("(SELECT a FROM songs_latest)", "WITH \"songs_latest\" AS (\n", "\n)\n(SELECT a FROM songs_latest)")]
    public void Views_come_before_what_the_statement_defines(string sql, string start, string end) =>
        Assert.That(SharedViewSql.Inline(sql, Views), Does.StartWith(start).And.EndsWith(end));

    [TestCase("SELECT a FROM songs")]
    [TestCase("SELECT a FROM my_songs_latest")]
    [TestCase("SELECT a FROM songs_latest_2")]
    [TestCase("SELECT a FROM other.songs_latest")]
    [TestCase("WITH songs_latest AS (SELECT 1 AS a) SELECT a FROM songs_latest")]
    [TestCase("WITH \"songs_latest\" (a) AS (SELECT 1) SELECT a FROM songs_latest")]
    [TestCase("CREATE OR REPLACE VIEW v AS SELECT a FROM songs_latest")]
    [TestCase("SHOW TABLES 'songs_latest'")]
    public void Statement_that_names_none_defines_it_itself_or_is_no_select_stays_as_it_is(string sql) => Assert.That(SharedViewSql.Inline(sql, Views), Is.EqualTo(sql));

    [Test]
    public void View_over_views_brings_them_in_their_order()
    {
        var sql = SharedViewSql.Inline("SELECT * FROM dw_tracks", Views);

        var order = Regex.Matches(sql, "\"(\\w+)\" AS \\(\n").Select(m => m.Groups[1].Value).ToList();
        Assert.That(order, Is.EqualTo(new[] { "songs_latest", "albums_latest", "artists_latest", "song_artists_latest", "dw_tracks" }));
    }

    [Test]
    public void File_of_a_row_is_asked_of_the_table_below_a_typed_view()
    {
        var text = SharedViewSql.For(Options, Tables("csv")).Single(v => v.Name == "songs_by_file").Text;

        Assert.That(text, Does.Contain("\"$path\" AS \"file_path\"").And.Contain("FROM \"spotify\".\"songs_csv\""));
    }

    [Test]
    public async Task Engine_gives_a_question_its_views_and_counts_their_tables_against_the_limit()
    {
        var catalog = new LakeTableCatalog(new SpotifyPipeline.Tests.Storage.MemoryObjectStore());
        foreach (var table in Tables("parquet"))
        {
            await catalog.EnsureTableAsync(table, default);
        }

        var athena = new ScriptedAthena().Returns([("track_id", "varchar")], ["a"]);
        await using var result = await athena.Engine(views: new AthenaSharedViews(catalog, athena.Options)).ExecuteAsync(new SqlStatement("SELECT track_id FROM dw_tracks"), default);

        Assert.That(athena.Sent("StartQueryExecution", "QueryString"), Does.StartWith("WITH \"songs_latest\" AS (").And.EndsWith("SELECT track_id FROM dw_tracks"));
    }

    [Test]
    public async Task Views_and_questions_are_published_once_and_again_when_a_table_changes()
    {
        using var glue = new FakeGlue();
        var athena = Published();
        var engine = new RecordingEngine();
        var catalog = Catalog(glue, engine, athena);
        await catalog.EnsureTableAsync(Tables("parquet")[0], default);

        await catalog.RefreshAsync(default);
        await catalog.RefreshAsync(default);
        Assert.That(engine.Texts, Has.Count.EqualTo(2).And.All.StartWith("CREATE OR REPLACE VIEW \"spotify\".\"songs_"));
        Assert.That(athena.Handler.Of("CreateNamedQuery").Count(), Is.EqualTo(ShippedQuestions.All.Count));

        await catalog.EnsureTableAsync(new CatalogTable(BuiltInTables.Artists, "parquet", "curated/artists/"), default);
        await catalog.RefreshAsync(default);
        Assert.That(engine.Texts, Has.Count.EqualTo(5), "three views now");
    }

    [Test]
    public async Task Missing_permission_to_publish_is_no_failure_and_is_tried_again()
    {
        using var glue = new FakeGlue();
        var athena = new ScriptedAthena();
        athena.Service.On("ListNamedQueries", ScriptedService.Error("AccessDeniedException"));
        var catalog = Catalog(glue, new RecordingEngine(), athena);
        await catalog.EnsureTableAsync(Tables("parquet")[0], default);

        await catalog.RefreshAsync(default);
        await catalog.RefreshAsync(default);

        Assert.That(athena.Handler.Of("ListNamedQueries").Count(), Is.EqualTo(2));
    }

    private static ScriptedAthena Published()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("ListNamedQueries", ScriptedService.Ok());
        athena.Service.On("CreateNamedQuery", ScriptedService.Ok(new { NamedQueryId = "id" }));
        return athena;
    }

    private static GlueTableCatalog Catalog(FakeGlue glue, RecordingEngine engine, ScriptedAthena athena)
    {
        var options = new AwsOptions { Bucket = "lake" };
        var publisher = new AthenaPublisher(engine, new AthenaNamedQueries(athena.Client, options, new SkippingTime()), options, NullLogger.Instance);
        return new GlueTableCatalog(glue.Client, new LocatedStore("lake"), engine, publisher, options, new SkippingTime(), NullLogger<GlueTableCatalog>.Instance);
    }

    private static IReadOnlyList<CatalogTable> Tables(string format) => [.. BuiltInTables.All.Select(t => new CatalogTable(t, format, $"curated/{t.Name}/"))];
}
