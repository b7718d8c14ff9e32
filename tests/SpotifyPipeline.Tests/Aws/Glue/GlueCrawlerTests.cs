using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Glue;

public sealed class GlueCrawlerTests
{
    private static readonly CatalogTable Albums = new(BuiltInTables.Albums, "parquet", "curated/albums/");
    private FakeGlue _glue = null!;
    private AwsOptions _options = null!;
    private SkippingTime _time = null!;
    private RecordingEngine _views = null!;
    private GlueTableCatalog _catalog = null!;

    [SetUp]
    public void Create()
    {
        _glue = new FakeGlue { Crawler = new FakeCrawler() };
        _options = new AwsOptions { Bucket = "lake", CatalogMode = AwsCatalogMode.Crawler, CrawlerRole = "arn:aws:iam::123456789012:role/service-role/crawler" };
        _time = new SkippingTime { Limit = TimeSpan.FromMinutes(1) };
        _views = new RecordingEngine();
        _catalog = new GlueTableCatalog(_glue.Client, new LocatedStore("lake"), _views, null, _options, _time, NullLogger<GlueTableCatalog>.Instance);
    }

    [TearDown]
    public void Dispose() => _glue.Dispose();

    [Test]
    public async Task Tables_are_made_first_and_then_crawled_as_they_are()
    {
        await AddAsync(Songs, Albums);

        await _catalog.RefreshAsync(default);

        var created = Body("CreateCrawler");
        Assert.That((string?)created["Name"], Is.EqualTo("spotify-pipeline"));
        Assert.That(created["Targets"]!["CatalogTargets"]![0]!["Tables"]!.AsArray().Select(t => (string?)t), Is.EqualTo(new[] { "albums", "songs" }));
        Assert.That(created["Targets"]!["S3Targets"], Is.Null);
        Assert.That((string?)created["SchemaChangePolicy"]!["DeleteBehavior"], Is.EqualTo("LOG"));
        Assert.That((string?)created["SchemaChangePolicy"]!["UpdateBehavior"], Is.EqualTo("LOG"));
        var configuration = JsonNode.Parse((string)created["Configuration"]!)!;
        Assert.That((string?)configuration["CrawlerOutput"]!["Partitions"]!["AddOrUpdateBehavior"], Is.EqualTo("InheritFromTable"));
        Assert.That((string?)configuration["Grouping"]!["TableGroupingPolicy"], Is.EqualTo("CombineCompatibleSchemas"));
        Assert.That(_glue.Handler.Of("StartCrawler").Count(), Is.EqualTo(1));
        Assert.That(_glue.HasTable("songs") && _glue.HasTable("albums"));
        Assert.That(_glue.Handler.Of("BatchCreatePartition"), Is.Empty, "that is the crawler's work");
    }

    [Test]
    public async Task Refresh_returns_when_the_crawl_has_ended()
    {
        _glue.Crawler!.LooksPerCrawl = 5;
        await AddAsync(Songs);

        await _catalog.RefreshAsync(default);

        Assert.That(_glue.Handler.Of("GetCrawler").Count(), Is.EqualTo(6), "one before, five while it runs");
        Assert.That(_time.Waits, Has.Count.EqualTo(5).And.All.GreaterThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Crawler_that_runs_already_is_waited_for_and_started_again()
    {
        _glue.Crawler!.BusyStarts = 3;
        await AddAsync(Songs);

        await _catalog.RefreshAsync(default);

        Assert.That(_glue.Handler.Of("StartCrawler").Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Crawl_of_before_is_not_taken_for_the_new_one()
    {
        await AddAsync(Songs);
        await _catalog.RefreshAsync(default);
        _glue.Crawler!.Status = "FAILED";
        _glue.Crawler.ErrorMessage = "Insufficient Lake Formation permission(s)";

        Assert.That(
            async () => await _catalog.RefreshAsync(default),
            Throws.InstanceOf<SpotifyPipelineException>()
                .With.Message.Contains("FAILED").And.Message.Contains("Lake Formation").And.Message.Contains("/aws-glue/crawlers/spotify-pipeline"));
    }

    [Test]
    public async Task Crawler_that_is_as_wanted_is_left_alone_and_another_is_brought_up()
    {
        await AddAsync(Songs);
        await _catalog.RefreshAsync(default);
        await _catalog.RefreshAsync(default);
        Assert.That(_glue.Crawler!.Updates, Is.Zero);

        await AddAsync(Albums);
        await _catalog.RefreshAsync(default);
        Assert.That(_glue.Crawler.Updates, Is.EqualTo(1));
    }

    [Test]
    public async Task Crawl_that_does_not_end_in_time_is_an_error_that_may_pass()
    {
        _glue.Crawler!.LooksPerCrawl = int.MaxValue;
        _options.CrawlerTimeout = TimeSpan.FromMinutes(5);
        await AddAsync(Songs);

        Assert.That(
            async () => await _catalog.RefreshAsync(default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True.And.Message.Contains("CrawlerTimeout"));
    }

    [Test]
    public async Task Lake_without_tables_is_not_crawled()
    {
        await _catalog.RefreshAsync(default);

        Assert.That(_glue.Handler.Of("StartCrawler"), Is.Empty);
    }

    [TestCase(AwsCatalogMode.Projection)]
    [TestCase(AwsCatalogMode.Partitions)]
    public async Task Other_modes_have_nothing_to_refresh(AwsCatalogMode mode)
    {
        _options.CatalogMode = mode;

        await _catalog.RefreshAsync(default);

        Assert.That(_glue.Handler.Requests, Is.Empty);
    }

    [Test]
    public async Task Folders_are_crawled_one_path_per_table_and_typed_views_stand_over_them()
    {
        _options.CrawlerTargets = AwsCrawlerTargets.Folders;
        await AddAsync(Songs, Albums);

        await _catalog.RefreshAsync(default);

        var created = Body("CreateCrawler");
        Assert.That(created["Targets"]!["S3Targets"]!.AsArray().Select(t => (string?)t!["Path"]), Is.EqualTo(new[] { "s3://lake/curated/albums/", "s3://lake/curated/songs/" }));
        Assert.That((string?)created["TablePrefix"], Is.EqualTo("crawled_"));
        Assert.That((string?)created["SchemaChangePolicy"]!["DeleteBehavior"], Is.EqualTo("LOG"));
        Assert.That(_glue.Handler.Of("CreateTable"), Is.Empty);
        Assert.That(_views.Texts.Select(t => t.Split('\n')[0]), Is.EqualTo(new[] { "CREATE OR REPLACE VIEW \"spotify\".\"albums\" AS", "CREATE OR REPLACE VIEW \"spotify\".\"songs\" AS" }));
        Assert.That(_views.Texts[1], Does.Contain("CAST(\"snapshot_date\" AS date)").And.Contain("FROM \"spotify\".\"crawled_songs\""));
    }

    [Test]
    public void Folders_of_text_files_are_refused_since_types_would_be_guessed()
    {
        _options.CrawlerTargets = AwsCrawlerTargets.Folders;

        Assert.That(async () => await _catalog.EnsureTableAsync(Songs with { Format = "csv" }, default), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("guess"));
    }

    [Test]
    public void Crawlers_that_the_library_makes_have_no_known_mistakes_but_the_one_of_folders()
    {
        Assert.That(Lint(CrawlerRequests.From(_options, [Songs, Albums], key => "s3://lake/" + key)), Is.Empty);
        _options.CrawlerTargets = AwsCrawlerTargets.Folders;
        Assert.That(Lint(CrawlerRequests.From(_options, [Songs, Albums], key => "s3://lake/" + key)), Has.Count.EqualTo(1).And.All.Contains("strings"));
    }

    [TestCase("s3://lake/curated", "does not end with")]
    [TestCase("s3://lake/", "whole bucket")]
    public void Include_path_that_takes_too_much_is_named(string path, string mention) =>
        Assert.That(CrawlerLint.FindMistakes(new Crawler(Targets: new CrawlerTargets([new S3Target(path)]))), Has.Some.Contains(mention));

    [Test]
    public void Other_known_mistakes_are_named()
    {
        var nested = CrawlerLint.FindMistakes(new Crawler(Targets: new CrawlerTargets([new S3Target("s3://lake/curated/"), new S3Target("s3://lake/curated/songs/")])));
        var policy = CrawlerLint.FindMistakes(new Crawler(SchemaChangePolicy: new SchemaChangePolicy("UPDATE_IN_DATABASE", "DELETE_FROM_DATABASE")));

        Assert.That(nested, Has.Some.Contains("crawled twice"));
        Assert.That(policy, Has.Some.Contains("Deletions").And.Some.Contains("Changes of schema").And.Some.Contains("inherit"));
    }

    private async Task AddAsync(params CatalogTable[] tables)
    {
        foreach (var table in tables)
        {
            await _catalog.AddFilesAsync(table, [File(table, "2026-11-20")], default);
        }
    }

    private JsonObject Body(string operation) => JsonNode.Parse(_glue.Handler.Of(operation).Single().Body)!.AsObject();

    private static IReadOnlyList<string> Lint(CrawlerRequest request) =>
        CrawlerLint.FindMistakes(JsonSerializer.Deserialize<Crawler>(JsonSerializer.Serialize(request))!);
}
