using SpotifyPipeline.Aws;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaSqlTests
{
    private static readonly AwsOptions Options = new() { Database = "spotify" };
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 20);
    private AthenaSqlJudge _judge = null!;

    [OneTimeSetUp]
    public void StartJudge() => _judge = AthenaSqlJudge.Start();

    [OneTimeTearDown]
    public void EndJudge() => _judge?.Dispose();

    public static IEnumerable<TestCaseData> Tables() =>
        from definition in ShippedTexts.Tables.Append(Odd)
        from format in (string[])["parquet", "csv", "jsonl"]
        let category = definition.Has("playlist_id") ? "playlist_id" : null
        select new TestCaseData(new CatalogTable(definition, format, $"curated/{definition.Name}/", category)).SetArgDisplayNames(definition.Name, format);

    // Names that are words of SQL, and descriptions with what ends texts.
    private static TableDefinition Odd { get; } = new(
        "select", "It's \"odd\": back\\slash; --", [new ColumnDefinition("order", ColumnType.String, false, "a'b\\'c\nd`e"), new ColumnDefinition("date", ColumnType.StringList, true)], ["order"]);

    [TestCaseSource(nameof(Tables))]
    public void External_table_is_hive(CatalogTable table)
    {
        var sql = AthenaSql.CreateExternalTable(Options, table, "s3://lake/" + table.Prefix, table.CategoryColumn is null ? [] : ["p1", "p2"]);

        Assert.That(_judge.Hive(sql), Is.Empty, sql);
        Assert.That(sql, Does.Contain("'projection.enabled'='true'").And.Contain("PARTITIONED BY").And.Contain("snapshot_date=${snapshot_date}/"));
    }

    [TestCaseSource(nameof(Tables))]
    public void Typed_view_is_trino(CatalogTable table)
    {
        if (table.Format == "parquet")
        {
            Assert.That(() => AthenaSql.CreateTypedView(Options, table), Throws.ArgumentException.With.Message.Contains("needs no view"));
            return;
        }

        var sql = AthenaSql.CreateTypedView(Options, table);

        Assert.That(_judge.Trino(sql), Is.Empty, sql);
        foreach (var column in table.Definition.Columns)
        {
            Assert.That(sql, Does.Contain($"\"{column.Name}\""));
        }
    }

    [TestCaseSource(nameof(Tables))]
    public void Iceberg_table_is_hive_but_for_its_partition_transform(CatalogTable table)
    {
        var sql = AthenaSql.CreateIcebergTable(Options, "history", table, "s3://lake/iceberg/history/");

        Assert.That(sql, Does.Contain("PARTITIONED BY (month(`snapshot_date`))").And.Contain("'table_type'='ICEBERG'"));
        Assert.That(_judge.Hive(sql.Replace("month(`snapshot_date`)", "`m` date", StringComparison.Ordinal)), Is.Empty, sql);
    }

    [TestCaseSource(nameof(Tables))]
    public void Merge_is_trino(CatalogTable table)
    {
        var sql = AthenaSql.MergeIntoIceberg(Options, "history", table, From, To);

        Assert.That(_judge.Trino(sql), Is.Empty, sql);
    }

    [Test]
    public void Merge_lets_newer_rows_win_and_older_ones_only_fill_gaps()
    {
        var sql = AthenaSql.MergeIntoIceberg(Options, "history", new CatalogTable(BuiltInTables.Songs, "parquet", "curated/songs/"), From, To);
        var newer = sql[sql.IndexOf("WHEN MATCHED AND", StringComparison.Ordinal)..sql.IndexOf("WHEN MATCHED THEN", StringComparison.Ordinal)];
        var older = sql[sql.IndexOf("WHEN MATCHED THEN", StringComparison.Ordinal)..sql.IndexOf("WHEN NOT MATCHED", StringComparison.Ordinal)];

        Assert.That(newer, Does.Contain("s.\"extracted_at\" > t.\"extracted_at\"").And.Contain("\"popularity\" = coalesce(s.\"popularity\", t.\"popularity\")").And.Contain("\"extracted_at\" = s.\"extracted_at\""));
        Assert.That(older, Does.Contain("\"popularity\" = coalesce(t.\"popularity\", s.\"popularity\")").And.Not.Contain("\"extracted_at\" ="));
        Assert.That(sql, Does.Contain("ON t.\"song_id\" = s.\"song_id\"").And.Contain("BETWEEN DATE '2026-11-01' AND DATE '2026-11-20'"));
    }

    [Test]
    public void Table_without_a_key_cannot_be_merged()
    {
        var table = new CatalogTable(new TableDefinition("log", "Lines.", [new ColumnDefinition("line", ColumnType.String, false)], []), "parquet", "curated/log/");

        Assert.That(() => AthenaSql.MergeIntoIceberg(Options, "history", table, From, To), Throws.ArgumentException.With.Message.Contains("no key"));
    }

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.Questions))]
    public void Question_can_be_kept_as_a_table_and_unloaded(string question)
    {
        var select = question.Replace("?", "1", StringComparison.Ordinal);

        Assert.That(_judge.Trino(AthenaSql.CreateTableAs(Options, "answer", "s3://lake/answers/it's/", select)), Is.Empty);
        Assert.That(_judge.Trino(AthenaSql.CreateTableAs(Options, "answer", "s3://lake/answers/1/", select, isPartitioned: true)), Is.Empty);

        // UNLOAD, OPTIMIZE and VACUUM are Athena's own; of UNLOAD the SELECT is Trino.
        Assert.That(AthenaSql.Unload("s3://lake/answers/1/", select), Does.StartWith("UNLOAD (\n" + select).And.EndsWith("TO 's3://lake/answers/1/' WITH (format = 'PARQUET', compression = 'SNAPPY')"));
    }

    [Test]
    public void Maintenance_names_table_and_days()
    {
        Assert.That(AthenaSql.OptimizeIceberg(Options, "history", From, To), Is.EqualTo("OPTIMIZE \"spotify\".\"history\" REWRITE DATA USING BIN_PACK WHERE \"snapshot_date\" BETWEEN DATE '2026-11-01' AND DATE '2026-11-20'"));
        Assert.That(AthenaSql.VacuumIceberg(Options, "history"), Is.EqualTo("VACUUM \"spotify\".\"history\""));
    }

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.All))]
    public void Question_with_its_parameters_bound_is_trino(string text)
    {
        // What Athena makes of ? and ExecutionParameters: the literal stands in its place.
        var parts = text.Split('?');
        object?[] values = ["it's", 3, new DateOnly(2026, 11, 20), -1.5, 2.5m, true, new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero), null];
        var bound = parts[0] + string.Concat(parts.Skip(1).Select((part, i) => SpotifyPipeline.Aws.Athena.AthenaLiterals.Of(values[i % values.Length]) + part));

        Assert.That(_judge.Trino(bound), Is.Empty, bound);
    }

    [Test]
    public void Statement_of_an_interpolated_string_has_no_place_for_a_value_to_become_sql()
    {
        var hostile = "x' OR '1'='1";

        var statement = SqlStatement.From($"SELECT song_id FROM songs WHERE song_name = {hostile} AND popularity > {5}");

        Assert.That(statement.Text, Is.EqualTo("SELECT song_id FROM songs WHERE song_name = ? AND popularity > ?"));
        Assert.That(statement.Parameters.Select(SpotifyPipeline.Aws.Athena.AthenaLiterals.Of), Is.EqualTo(new[] { "'x'' OR ''1''=''1'", "5" }));
    }
}
