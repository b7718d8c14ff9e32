using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Glue;

public sealed class GlueTableCatalogTests
{
    private FakeGlue _glue = null!;
    private AwsOptions _options = null!;
    private SkippingTime _time = null!;

    [SetUp]
    public void Create()
    {
        _glue = new FakeGlue();
        _options = new AwsOptions { Bucket = "lake" };
        _time = new SkippingTime();
    }

    [TearDown]
    public void Dispose() => _glue.Dispose();

    [Test]
    public async Task First_table_makes_the_database_too()
    {
        await Catalog().EnsureTableAsync(Songs, default);

        Assert.That(_glue.Handler.Requests.Select(r => r.Operation), Is.EqualTo(new[] { "GetDatabase", "CreateDatabase", "GetTable", "CreateTable" }));
        Assert.That((string?)_glue.Table("songs")["StorageDescriptor"]!["Location"], Is.EqualTo("s3://lake/curated/songs/"));
    }

    [Test]
    public async Task Table_that_is_as_wanted_is_not_written_again()
    {
        var catalog = Catalog();
        await catalog.EnsureTableAsync(Songs, default);
        await catalog.AddFilesAsync(Songs, [File(Songs, "2026-11-20")], default);

        Assert.That(_glue.Handler.Of("UpdateTable"), Is.Empty);
        Assert.That(_glue.Handler.Of("GetDatabase").Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rival_that_creates_database_and_table_first_is_no_error()
    {
        var rival = Catalog();
        _glue.BeforeWrite = _ =>
        {
            _glue.BeforeWrite = null;
            rival.EnsureTableAsync(Songs, default).GetAwaiter().GetResult();
        };

        await Catalog().EnsureTableAsync(Songs, default);

        Assert.That(_glue.HasTable("songs"));
    }

    [Test]
    public async Task New_column_and_widened_type_are_taken()
    {
        await Catalog().EnsureTableAsync(Table(Column("n", ColumnType.Int32)), default);

        await Catalog().EnsureTableAsync(Table(Column("n", ColumnType.Int64), Column("fresh", isNullable: false)), default);

        Assert.That(Types("t"), Is.EqualTo(new[] { "id string", "n bigint", "fresh string", "run_id string", "extracted_at timestamp" }));
        var read = (await Catalog().ListTablesAsync(default)).Single();
        Assert.That(read.Definition.Columns.Single(c => c.Name == "fresh").IsNullable, "older files lack it");
    }

    [TestCase(ColumnType.Int64, ColumnType.Int32, "n: bigint -> int")]
    [TestCase(ColumnType.Int64, ColumnType.String, "n: bigint -> string")]
    [TestCase(ColumnType.StringList, ColumnType.String, "n: array<string> -> string")]
    public async Task Narrowed_type_is_refused_with_the_difference(ColumnType before, ColumnType after, string difference)
    {
        await Catalog().EnsureTableAsync(Table(Column("n", before)), default);
        var version = (string?)_glue.Table("t")["VersionId"];

        Assert.That(async () => await Catalog().EnsureTableAsync(Table(Column("n", after)), default), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(difference));
        Assert.That((string?)_glue.Table("t")["VersionId"], Is.EqualTo(version));
    }

    [Test]
    public async Task Renamed_column_is_refused_with_both_names()
    {
        await Catalog().EnsureTableAsync(Table(Column("title")), default);

        Assert.That(
            async () => await Catalog().EnsureTableAsync(Table(Column("song_name")), default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("title").And.Message.Contains("song_name"));
    }

    [Test]
    public async Task Csv_table_takes_no_new_column_since_its_files_are_read_by_position()
    {
        var table = Table(Column("a")) with { Format = "csv" };
        var views = new RecordingEngine();
        await Catalog(views).EnsureTableAsync(table, default);

        Assert.That(
            async () => await Catalog(views).EnsureTableAsync(Table(Column("a"), Column("b")) with { Format = "csv" }, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("by position"));
    }

    [Test]
    public async Task Two_writers_that_add_different_columns_at_once_keep_both()
    {
        await Catalog().EnsureTableAsync(Table(), default);
        _glue.BeforeWrite = operation =>
        {
            _glue.BeforeWrite = null;
            Catalog().EnsureTableAsync(Table(Column("theirs", ColumnType.Double)), default).GetAwaiter().GetResult();
        };

        await Catalog().EnsureTableAsync(Table(Column("ours")), default);

        Assert.That(Types("t"), Does.Contain("ours string").And.Contain("theirs double"));
        Assert.That(_glue.Handler.Of("UpdateTable").Count(), Is.EqualTo(3), "one was refused as outdated");
    }

    [Test]
    public async Task Two_writers_that_create_the_table_at_once_with_different_columns_keep_both()
    {
        _glue.Put(new JsonObject { ["Name"] = "other" });
        _glue.BeforeWrite = operation =>
        {
            _glue.BeforeWrite = null;
            Catalog().EnsureTableAsync(Table(Column("theirs")), default).GetAwaiter().GetResult();
        };

        await Catalog().EnsureTableAsync(Table(Column("ours")), default);

        Assert.That(Types("t"), Does.Contain("ours string").And.Contain("theirs string"));
    }

    [Test]
    public async Task Four_writers_at_once_take_no_column_away()
    {
        await Catalog().EnsureTableAsync(Table(), default);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var writers = Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            await gate.Task;
            await Catalog().EnsureTableAsync(Table(Column("c" + i)), default);
        })).ToArray();
        gate.SetResult();
        var outcomes = await Task.WhenAll(writers.Select(w => w.ContinueWith(t => t.Exception?.InnerException?.Message, TaskScheduler.Default)));

        // A writer that came after another had ended is told that it lacks that one's column; nothing is ever taken away.
        var kept = Types("t").Count(c => c.StartsWith('c'));
        Assert.That(kept, Is.GreaterThanOrEqualTo(1).And.EqualTo(outcomes.Count(o => o is null)));
        Assert.That(outcomes.Where(o => o is not null), Has.All.Contains("removed"));
    }

    [Test]
    public void Writer_that_never_gets_through_says_so_and_may_try_again()
    {
        _glue.Put(new JsonObject { ["Name"] = "other" });
        _glue.Fail("CreateTable", [.. Enumerable.Repeat("AlreadyExistsException", 50)]);

        Assert.That(
            async () => await Catalog().EnsureTableAsync(Songs, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True.And.Message.Contains("20 times"));
    }

    [Test]
    public async Task Throttled_calls_are_repeated()
    {
        _glue.Fail("GetTable", "ThrottlingException", "InternalServiceException");
        _glue.Fail("CreateTable", "OperationTimeoutException");

        await Catalog().EnsureTableAsync(Songs, default);

        Assert.That(_glue.HasTable("songs"));
    }

    [Test]
    public async Task Database_that_vanishes_is_made_again()
    {
        _glue.Fail("CreateTable", "EntityNotFoundException");

        await Catalog().EnsureTableAsync(Songs, default);

        Assert.That(_glue.HasTable("songs"));
    }

    [Test]
    public void Missing_permission_passes_through()
    {
        _glue.Fail("GetDatabase", "AccessDeniedException");

        Assert.That(
            async () => await Catalog().EnsureTableAsync(Songs, default),
            Throws.InstanceOf<Amazon.Runtime.AmazonServiceException>().With.Property("ErrorCode").EqualTo("AccessDeniedException"));
    }

    [Test]
    public async Task Parameters_that_a_user_has_set_survive_a_change()
    {
        await Catalog().EnsureTableAsync(Table(), default);
        _glue.Table("t")["Parameters"]!["owner"] = "data team";

        await Catalog().EnsureTableAsync(Table(Column("fresh")), default);

        Assert.That(_glue.Parameter("t", "owner"), Is.EqualTo("data team"));
    }

    [Test]
    public void Table_that_a_crawler_made_with_text_partitions_is_refused_with_the_next_step()
    {
        _glue.Put(new JsonObject
        {
            ["Name"] = "songs",
            ["PartitionKeys"] = new JsonArray(new JsonObject { ["Name"] = "snapshot_date", ["Type"] = "string" }),
            ["StorageDescriptor"] = new JsonObject { ["Location"] = "s3://lake/curated/songs/" },
        });

        Assert.That(
            async () => await Catalog().EnsureTableAsync(Songs, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("snapshot_date string").And.Message.Contains("drop the table"));
    }

    [Test]
    public async Task Table_that_was_made_by_ddl_alike_is_taken_over()
    {
        await Catalog().EnsureTableAsync(Table(Column("a")), default);
        foreach (var name in _glue.Table("t")["Parameters"]!.AsObject().Select(p => p.Key).Where(k => k.StartsWith("spotifypipeline", StringComparison.Ordinal)).ToList())
        {
            _glue.Table("t")["Parameters"]!.AsObject().Remove(name);
        }

        Assert.That(await Catalog().ListTablesAsync(default), Is.Empty);
        await Catalog().EnsureTableAsync(Table(Column("a"), Column("b")), default);

        Assert.That((await Catalog().ListTablesAsync(default)).Single().Definition.Has("b"));
    }

    [TestCase("VIRTUAL_VIEW", null, "is a view")]
    [TestCase("EXTERNAL_TABLE", "ICEBERG", "Iceberg")]
    public void Thing_of_another_kind_under_the_name_is_refused(string type, string? tableType, string mention)
    {
        _glue.Put(new JsonObject { ["Name"] = "songs", ["TableType"] = type, ["Parameters"] = new JsonObject { ["table_type"] = tableType ?? "" } });

        Assert.That(async () => await Catalog().EnsureTableAsync(Songs, default), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(mention));
    }

    [Test]
    public async Task Tables_of_this_lake_are_listed_over_all_pages_by_name()
    {
        foreach (var name in (string[])["e", "a", "c", "b", "d"])
        {
            await Catalog().EnsureTableAsync(new CatalogTable(new TableDefinition(name, "A table.", [Column("x")], []), "parquet", $"curated/{name}/"), default);
        }

        _options.Bucket = "another-lake";
        await Catalog().EnsureTableAsync(new CatalogTable(new TableDefinition("f", "Not ours.", [Column("x")], []), "parquet", "curated/f/"), default);
        _options.Bucket = "lake";
        _glue.Put(new JsonObject { ["Name"] = "b2", ["TableType"] = "VIRTUAL_VIEW" });

        Assert.That((await Catalog().ListTablesAsync(default)).Select(t => t.Definition.Name), Is.EqualTo(new[] { "a", "b", "c", "d", "e" }));
        Assert.That(_glue.Handler.Of("GetTables").Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Database_that_is_not_there_has_no_tables() => Assert.That(await Catalog().ListTablesAsync(default), Is.Empty);

    [Test]
    public void File_outside_the_tables_folder_is_refused() =>
        Assert.That(
            async () => await Catalog().AddFilesAsync(Songs, [File(Table(), "2026-11-20")], default),
            Throws.ArgumentException.With.Message.Contains("curated/songs/"));

    [TestCase("csv")]
    [TestCase("jsonl")]
    public async Task Text_table_gets_its_typed_view_once(string format)
    {
        var views = new RecordingEngine(text => _glue.Put(new JsonObject { ["Name"] = "songs", ["TableType"] = "VIRTUAL_VIEW" }));
        var table = Songs with { Format = format };

        await Catalog(views).EnsureTableAsync(table, default);
        await Catalog(views).EnsureTableAsync(table, default);

        Assert.That(_glue.HasTable("songs_" + format));
        Assert.That(views.Texts, Has.Count.EqualTo(1));
        Assert.That(views.Texts[0], Does.StartWith("CREATE OR REPLACE VIEW \"spotify\".\"songs\"").And.Contain($"\"songs_{format}\""));
    }

    [Test]
    public async Task Typed_view_that_was_dropped_is_made_again()
    {
        var views = new RecordingEngine();
        await Catalog(views).EnsureTableAsync(Songs with { Format = "csv" }, default);
        await Catalog(views).EnsureTableAsync(Songs with { Format = "csv" }, default);

        Assert.That(views.Texts, Has.Count.EqualTo(2));
    }

    private GlueTableCatalog Catalog(RecordingEngine? views = null) =>
        new(_glue.Client, new LocatedStore(_options.Bucket!), views, null, _options, _time, NullLogger<GlueTableCatalog>.Instance);

    private List<string> Types(string table) =>
        [.. _glue.Table(table)["StorageDescriptor"]!["Columns"]!.AsArray().Select(c => $"{c!["Name"]} {c["Type"]}")];
}
