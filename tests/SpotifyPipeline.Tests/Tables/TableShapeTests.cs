using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Transformers;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Tables;

public sealed class TableShapeTests
{
    private static Transformed Shaped(string table, TableShape shape) => Transformed.From(
        new ShapedTransformer(new BuiltInTransformer(), new Dictionary<string, TableShape> { [table] = shape }),
        Documents.Playlist("""
            {"items":[{"added_at":null,"track":{"id":"t1","type":"track","duration_ms":119999,"name":"One","album":{"id":"al1","release_date":"1999"},"artists":[{"id":"a"},{"id":"b"}]}},
                      {"added_at":null,"track":{"id":"t2","type":"track","duration_ms":120000,"album":{"id":"al2","release_date":"0000"},"artists":[{"id":"a"}]}},
                      {"added_at":null,"track":{"id":"t3","type":"track","duration_ms":240000}},
                      {"added_at":null,"track":{"id":"t4","type":"track"}}]}
            """));

    [Test]
    public void Dropped_renamed_and_added_columns_change_definition_and_rows_together()
    {
        var rows = Shaped("songs", new TableShape()
            .Drop("album_id", "explicit", "popularity", "track_number", "disc_number", "isrc", "url")
            .Rename("song_id", "id").Rename("song_name", "title")
            .Add("is_collaboration").Add("duration_bucket")
            .AddString("shouted", r => r.GetString("song_name")?.ToUpperInvariant(), "The title in capitals."));

        Assert.That(rows.Rows("songs"), Is.EqualTo((string[])
        [
            "t1 | One | 119999 | true | short | ONE",
            "t2 | ∅ | 120000 | false | medium | ∅",
            "t3 | ∅ | 240000 | ∅ | long | ∅",
            "t4 | ∅ | ∅ | ∅ | ∅ | ∅",
        ]));
        var definition = rows["songs"].Rows.Definition;
        Assert.That(definition.Columns.Select(c => c.Name), Is.EqualTo((string[])["id", "title", "duration_ms", "is_collaboration", "duration_bucket", "shouted", "run_id", "extracted_at"]));
        Assert.That(definition.Key, Is.EqualTo((string[])["id"]));
        Assert.That(rows.Column("songs", "run_id"), Is.All.EqualTo("20261120T091223Z-4f2a9c"));
    }

    [Test]
    public void Release_decade_is_null_where_the_date_is_unknown() =>
        Assert.That(Shaped("albums", new TableShape().Add("release_decade")).Column("albums", "release_decade"), Is.EqualTo((string[])["1990", "∅"]));

    [Test]
    public void Other_tables_keep_their_shape() =>
        Assert.That(Shaped("songs", new TableShape().Drop("isrc"))["albums"].Rows.Definition, Is.SameAs(BuiltInTables.Albums));

    [Test]
    public void Steps_that_do_not_fit_name_the_column()
    {
        Assert.That(() => Shaped("songs", new TableShape().Drop("song_id")), Throws.ArgumentException.With.Message.Contains("song_id"));
        Assert.That(() => Shaped("songs", new TableShape().Drop("nothing")), Throws.ArgumentException.With.Message.Contains("song_name"));
        Assert.That(() => Shaped("songs", new TableShape().Drop("run_id")), Throws.ArgumentException);
        Assert.That(() => Shaped("songs", new TableShape().Rename("song_name", "url")), Throws.ArgumentException);
        Assert.That(() => Shaped("songs", new TableShape().Add("release_decade")), Throws.ArgumentException.With.Message.Contains("duration_bucket"));
        Assert.That(() => new TableShape().Rename("song_name", "Song Name"), Throws.ArgumentException);
    }
}
