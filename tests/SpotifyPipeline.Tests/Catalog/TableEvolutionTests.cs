using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Catalog;

internal sealed class TableEvolutionTests
{
    private static readonly ColumnDefinition[] Columns =
    [
        new("song_id", ColumnType.String, false),
        new("plays", ColumnType.Int32, true),
        new("score", ColumnType.Double, true),
    ];

    [Test]
    public void Same_table_has_no_difference() =>
        Assert.That(Compare(Table(Columns), Table(Columns)).IsEmpty, Is.True);

    [Test]
    public void Description_and_key_may_change()
    {
        var other = new CatalogTable(new TableDefinition("songs", "another text", Columns, ["song_id", "plays"]), "parquet", "curated/songs/");

        Assert.That(Compare(Table(Columns), other).IsEmpty, Is.True);
    }

    [TestCase("parquet")]
    [TestCase("jsonl")]
    public void New_column_is_taken_where_files_are_read_by_name(string format)
    {
        var difference = Compare(Table(Columns, format), Table([new("isrc", ColumnType.String, true), .. Columns], format));

        Assert.That(difference.IsCompatible, Is.True);
        Assert.That(difference.Changes, Is.EqualTo(new[] { "column isrc string: new" }));
    }

    [Test]
    public void New_column_in_csv_is_refused_because_csv_is_read_by_position()
    {
        var difference = Compare(Table(Columns, "csv"), Table([.. Columns, new("isrc", ColumnType.String, true)], "csv"));

        Assert.That(difference.Refusals, Has.One.Contains("isrc").And.One.Contains("position"));
    }

    [Test]
    public void Order_of_columns_matters_only_in_csv()
    {
        Assert.That(Compare(Table(Columns), Table([.. Columns.Reverse()])).IsEmpty, Is.True);
        Assert.That(Compare(Table(Columns, "csv"), Table([.. Columns.Reverse()], "csv")).Refusals, Has.One.Contains("song_id, plays, score"));
    }

    [Test]
    public void Widened_integer_is_taken()
    {
        var difference = Compare(Table(Columns), Table(With("plays", ColumnType.Int64)));

        Assert.That(difference.IsCompatible, Is.True);
        Assert.That(difference.Changes, Is.EqualTo(new[] { "column plays: int -> bigint" }));
    }

    [Test]
    public void Any_other_change_of_type_is_refused([Values] ColumnType from, [Values] ColumnType to)
    {
        var difference = Compare(Table(With("plays", from)), Table(With("plays", to)));

        Assert.That(difference.IsCompatible, Is.EqualTo(from == to || (from, to) == (ColumnType.Int32, ColumnType.Int64)));
    }

    [Test]
    public void Renamed_column_is_refused_and_the_message_guesses_the_new_name()
    {
        var renamed = Table([.. Columns[..2], new("rating", ColumnType.Double, true)]);

        var refused = Assert.Throws<SpotifyPipelineException>(() => Compare(Table(Columns), renamed).RequireCompatible("the catalog of ./lake"));

        Assert.That(refused.Message, Does.Contain("score double: removed, or renamed to rating").And.Contain("\"songs\"").And.Contain("replay"));
    }

    [Test]
    public void Removed_column_is_refused() =>
        Assert.That(Compare(Table(Columns), Table(Columns[..2])).Refusals, Has.One.Contains("score double: removed ("));

    [Test]
    public void Another_format_place_or_category_is_refused()
    {
        var other = new CatalogTable(Table(Columns).Definition, "csv", "elsewhere/songs/", "playlist_id");

        Assert.That(Compare(Table(Columns), other).Refusals, Has.Count.EqualTo(3));
    }

    [Test]
    public void Type_that_the_library_does_not_write_is_compared_by_its_name()
    {
        var crawled = CatalogShape.Of(Table(Columns)) with { Columns = [new("song_id", "string"), new("plays", "decimal(10,2)"), new("score", "double"), new("run_id", "string"), new("extracted_at", "timestamp")] };

        Assert.That(TableEvolution.Compare(crawled, CatalogShape.Of(Table(Columns))).Refusals, Has.One.Contains("decimal(10,2) -> int"));
    }

    [Test]
    public void Every_type_name_reads_back([Values] ColumnType type) =>
        Assert.That(HiveTypes.Parse(HiveTypes.NameOf(type)), Is.EqualTo(type));

    [Test]
    public void Compatible_changes_never_lose_a_column_and_compose()
    {
        var types = Gen.Elements(ColumnType.Int32, ColumnType.Int64, ColumnType.String);
        var names = Gen.SubListOf(new[] { "a", "b", "c", "d" });
        var tables =
            from chosen in names
            from each in Gen.ListOf(types, 4)
            select Table([.. chosen.Select((n, i) => new ColumnDefinition(n, each[i], true))]);
        Prop.ForAll(Gen.Three(tables).ToArbitrary(), three =>
        {
            var (first, second, third) = three;
            var one = Compare(first, second);
            var two = Compare(second, third);
            var kept = !one.IsCompatible || first.Definition.Columns.All(c => second.Definition.Has(c.Name));
            return kept && (!(one.IsCompatible && two.IsCompatible) || Compare(first, third).IsCompatible);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static ColumnDefinition[] With(string name, ColumnType type) => [.. Columns.Select(c => c.Name == name ? c with { Type = type } : c)];

    private static CatalogTable Table(ColumnDefinition[] columns, string format = "parquet") =>
        new(new TableDefinition("songs", "A song.", columns, []), format, "curated/songs/");

    private static TableDifference Compare(CatalogTable existing, CatalogTable wanted) =>
        TableEvolution.Compare(CatalogShape.Of(existing), CatalogShape.Of(wanted));
}
