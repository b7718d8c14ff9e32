using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;
using static SpotifyPipeline.Tests.Aws.Glue.GlueTestTables;

namespace SpotifyPipeline.Tests.Aws.Glue;

public sealed class GlueTableInputTests
{
    private static readonly GlueProjection Projection = new(new DateOnly(2020, 1, 1), []);

    [Test]
    public void Parquet_table_has_types_comments_serde_and_a_date_partition()
    {
        var input = GlueTableInput.From(Songs, "s3://lake/curated/songs/", projection: null);

        Assert.That(input.Name, Is.EqualTo("songs"));
        Assert.That(input.TableType, Is.EqualTo("EXTERNAL_TABLE"));
        Assert.That(input.Description, Is.EqualTo(BuiltInTables.Songs.Description));
        Assert.That(input.StorageDescriptor!.Location, Is.EqualTo("s3://lake/curated/songs/"));
        Assert.That(input.StorageDescriptor.SerdeInfo!.SerializationLibrary, Is.EqualTo("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"));
        Assert.That(input.StorageDescriptor.Columns!.Select(c => c.Name), Is.EqualTo(BuiltInTables.Songs.Columns.Select(c => c.Name)));
        Assert.That(input.StorageDescriptor.Columns!.Single(c => c.Name == "duration_ms").Type, Is.EqualTo("bigint"));
        Assert.That(input.StorageDescriptor.Columns!.Single(c => c.Name == "popularity").Comment, Is.EqualTo(BuiltInTables.Songs.Columns.Single(c => c.Name == "popularity").Description));
        Assert.That(input.PartitionKeys!.Select(k => (k.Name, k.Type)), Is.EqualTo(new[] { ("snapshot_date", "date") }));
        Assert.That(input.Parameters!["classification"], Is.EqualTo("parquet"));
        Assert.That(input.Parameters!.Keys, Has.None.StartsWith("projection"));
    }

    [TestCase(ColumnType.String, "string")]
    [TestCase(ColumnType.Int32, "int")]
    [TestCase(ColumnType.Int64, "bigint")]
    [TestCase(ColumnType.Double, "double")]
    [TestCase(ColumnType.Boolean, "boolean")]
    [TestCase(ColumnType.Date, "date")]
    [TestCase(ColumnType.Timestamp, "timestamp")]
    [TestCase(ColumnType.StringList, "array<string>")]
    public void Every_column_type_has_its_hive_name(ColumnType type, string expected) =>
        Assert.That(GlueTableInput.From(Table(Column("c", type)), "s3://b/t/", null).StorageDescriptor!.Columns!.Single(c => c.Name == "c").Type, Is.EqualTo(expected));

    [Test]
    public void Projection_covers_days_to_tomorrow_at_the_tables_place()
    {
        var parameters = GlueTableInput.From(Songs, "s3://lake/curated/songs/", Projection).Parameters!;

        Assert.That(parameters["projection.enabled"], Is.EqualTo("true"));
        Assert.That(parameters["projection.snapshot_date.type"], Is.EqualTo("date"));
        Assert.That(parameters["projection.snapshot_date.format"], Is.EqualTo("yyyy-MM-dd"));
        Assert.That(parameters["projection.snapshot_date.range"], Is.EqualTo("2020-01-01,NOW+1DAYS"));
        Assert.That(parameters["storage.location.template"], Is.EqualTo("s3://lake/curated/songs/snapshot_date=${snapshot_date}/"));
    }

    [Test]
    public void Category_is_a_second_partition_and_not_a_column()
    {
        var input = GlueTableInput.From(SongsByPlaylist, "s3://lake/curated/playlist_items/", new GlueProjection(new DateOnly(2020, 1, 1), ["p1", "p2"]));

        Assert.That(input.PartitionKeys!.Select(k => (k.Name, k.Type)), Is.EqualTo(new[] { ("snapshot_date", "date"), ("playlist_id", "string") }));
        Assert.That(input.StorageDescriptor!.Columns!.Select(c => c.Name), Has.None.EqualTo("playlist_id"));
        Assert.That(input.Parameters!["projection.playlist_id.type"], Is.EqualTo("enum"));
        Assert.That(input.Parameters!["projection.playlist_id.values"], Is.EqualTo("p1,p2"));
        Assert.That(input.Parameters!["storage.location.template"], Is.EqualTo("s3://lake/curated/playlist_items/snapshot_date=${snapshot_date}/playlist_id=${playlist_id}/"));
    }

    [TestCase("csv", "songs_csv", "org.apache.hadoop.hive.serde2.OpenCSVSerde", "csv")]
    [TestCase("jsonl", "songs_jsonl", "org.openx.data.jsonserde.JsonSerDe", "json")]
    public void Text_table_is_one_of_strings_under_another_name(string format, string name, string serDe, string classification)
    {
        var input = GlueTableInput.From(Songs with { Format = format }, "s3://lake/curated/songs/", Projection);

        Assert.That(input.Name, Is.EqualTo(name));
        Assert.That(input.StorageDescriptor!.Columns!.Select(c => c.Type), Is.All.EqualTo("string"));
        Assert.That(input.StorageDescriptor.SerdeInfo!.SerializationLibrary, Is.EqualTo(serDe));
        Assert.That(input.Parameters!["classification"], Is.EqualTo(classification));
        Assert.That(input.PartitionKeys![0].Type, Is.EqualTo("date"));
    }

    [Test]
    public void Csv_table_leaves_out_the_header_and_keeps_backslashes()
    {
        var input = GlueTableInput.From(Songs with { Format = "csv" }, "s3://lake/curated/songs/", null);

        Assert.That(input.Parameters!["skip.header.line.count"], Is.EqualTo("1"));
        Assert.That(input.StorageDescriptor!.SerdeInfo!.Parameters!["escapeChar"], Is.Not.EqualTo("\\").And.Not.EqualTo("\""));
    }

    [Test]
    public void Unknown_format_is_refused() =>
        Assert.That(() => GlueTableInput.From(Songs with { Format = "orc" }, "s3://b/t/", null), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("orc"));

    [Test]
    public void Comment_that_glue_would_refuse_is_cut_and_put_on_one_line()
    {
        var table = Table(new ColumnDefinition("c", ColumnType.String, true, "first\r\nsecond " + new string('x', 300)));

        var comment = GlueTableInput.From(table, "s3://b/t/", null).StorageDescriptor!.Columns!.Single(c => c.Name == "c").Comment!;

        Assert.That(comment, Has.Length.EqualTo(255).And.StartsWith("first second x").And.EndsWith("…"));
    }

    [Test]
    public void Parameters_of_others_stay_and_those_of_another_mode_go()
    {
        var others = new Dictionary<string, string> { ["owner"] = "data", ["projection.enabled"] = "true", ["storage.location.template"] = "s3://old/", ["spotifypipeline.key"] = "old" };

        var parameters = GlueTableInput.From(Songs, "s3://lake/curated/songs/", projection: null, others).Parameters!;

        Assert.That(parameters["owner"], Is.EqualTo("data"));
        Assert.That(parameters.Keys, Has.None.StartsWith("projection").And.None.EqualTo("storage.location.template"));
        Assert.That(parameters["spotifypipeline.key"], Is.EqualTo("song_id"));
    }

    public static IEnumerable<CatalogTable> All() =>
        from definition in new[] { BuiltInTables.Songs, BuiltInTables.Artists, BuiltInTables.PlaylistItems, BuiltInTables.Plays }
        from format in new[] { "parquet", "csv", "jsonl" }
        select new CatalogTable(definition, format, $"curated/{definition.Name}/", definition.Has("playlist_id") ? "playlist_id" : null);

    [TestCaseSource(nameof(All))]
    public void Definition_is_read_back_from_what_glue_keeps(CatalogTable table)
    {
        var input = GlueTableInput.From(table, "s3://lake/" + table.Prefix, Projection);

        var read = GlueTableProperties.Read(new GlueTable(input.Name, input.Description, input.TableType, input.PartitionKeys, input.StorageDescriptor, input.Parameters));

        Assert.That(read, Is.Not.Null);
        Assert.That(read! with { Definition = table.Definition }, Is.EqualTo(table));
        Assert.That(read.Definition.Name, Is.EqualTo(table.Definition.Name));
        Assert.That(read.Definition.Key, Is.EqualTo(table.Definition.Key));
        Assert.That(
            read.Definition.Columns.Where(c => c.Name != table.CategoryColumn), Is.EqualTo(table.Definition.Columns.Where(c => c.Name != table.CategoryColumn)));
    }
}
