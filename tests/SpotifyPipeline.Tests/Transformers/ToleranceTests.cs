namespace SpotifyPipeline.Tests.Transformers;

/// <summary>The shapes that break naive pipelines: each value is read or NULL, never guessed.</summary>
public sealed class ToleranceTests
{
    private static Transformed Track(string members) =>
        Transformed.From(Documents.Playlist("""{"items":[{"added_at":null,"track":{"id":"t1","type":"track",""" + members + "}}]}"));

    [TestCase("85", "85")]
    [TestCase("85.0", "85")]
    [TestCase("8.5E1", "85")]
    [TestCase("85.5", "∅")]
    [TestCase("\"85\"", "∅")]
    [TestCase("null", "∅")]
    [TestCase("true", "∅")]
    [TestCase("{\"value\":85}", "∅")]
    [TestCase("[85]", "∅")]
    [TestCase("99999999999", "∅")]
    [TestCase("1e400", "∅")]
    [TestCase("-0", "0")]
    public void Popularity_is_a_whole_number_or_null(string json, string expected) =>
        Assert.That(Track($"\"popularity\":{json}").Column("songs", "popularity"), Is.EqualTo((string[])[expected]));

    [TestCase("""{"totalMilliseconds":188000}""", "∅")]
    [TestCase("2345.0", "2345")]
    [TestCase("9007199254740993", "9007199254740993")]
    [TestCase("4.9022656E7", "49022656")]
    public void Duration_is_a_whole_number_or_null(string json, string expected) =>
        Assert.That(Track($"\"duration_ms\":{json}").Column("songs", "duration_ms"), Is.EqualTo((string[])[expected]));

    [TestCase("1981", "4018", "1981")]
    [TestCase("1981-12", "4352", "1981-12")]
    [TestCase("1981-12-15", "4366", "1981-12-15")]
    [TestCase("0000", "∅", "0000")]
    [TestCase("1981-13", "∅", "1981-13")]
    [TestCase("1981-02-30", "∅", "1981-02-30")]
    [TestCase("1981-2-3", "∅", "1981-2-3")]
    [TestCase("", "∅", "∅")]
    public void Release_date_is_read_by_length_and_its_text_is_kept(string text, string day, string kept)
    {
        var rows = Track($$"""
            "album":{"id":"al","release_date":"{{text}}"}
            """);

        Assert.That((rows.Column("albums", "release_date")[0], rows.Column("albums", "release_date_text")[0]), Is.EqualTo((day, kept)));
    }

    [TestCase("\"2022-05-20T12:35:56Z\"", "1653050156000")]
    [TestCase("\"2022-05-20T12:35:56.857Z\"", "1653050156857")]
    [TestCase("\"2022-05-20T14:35:56+02:00\"", "1653050156000")]
    [TestCase("\"1970-01-01T00:00:00Z\"", "∅")]
    [TestCase("\"yesterday\"", "∅")]
    [TestCase("null", "∅")]
    [TestCase("17", "∅")]
    public void Added_at_is_an_instant_or_null(string json, string expected)
    {
        var rows = Transformed.From(Documents.Playlist($$"""{"items":[{"added_at":{{json}},"track":null}]}"""));

        Assert.That(rows.Column("playlist_items", "added_at"), Is.EqualTo((string[])[expected]));
    }

    [Test]
    public void Boolean_members_track_and_episode_do_not_make_an_entry_of_a_track()
    {
        var rows = Transformed.From(Documents.Of("top-tracks", "x", """{"items":[{"album":{"id":"al"},"artists":[],"id":"t1","track":true,"episode":false,"type":"Track"}]}"""));

        Assert.That(rows.Column("songs", "song_id"), Is.EqualTo((string[])["t1"]));
        Assert.That(rows.Rows("top_items"), Is.EqualTo((string[])["user1 | track | medium_term | 1 | t1"]));
    }

    [Test]
    public void Item_wins_over_track_only_where_it_is_an_object()
    {
        var rows = Transformed.From(Documents.Playlist("""
            {"items":[
              {"added_at":null,"track":{"id":"old","type":"track"},"item":{"id":"new","type":"track"}},
              {"added_at":null,"item":{"id":"new2","type":"track"},"track":{"id":"old2","type":"track"}},
              {"added_at":null,"item":null,"track":{"id":"old3","type":"track"}},
              {"added_at":null,"item":true,"track":{"id":"old4","type":"track"}}]}
            """));

        Assert.That(rows.Column("playlist_items", "song_id"), Is.EqualTo((string[])["new", "new2", "old3", "old4"]));
        Assert.That(rows.Column("songs", "song_id"), Is.EqualTo((string[])["new", "new2", "old3", "old4"]));
    }

    [Test]
    public void Empty_ids_are_none()
    {
        var rows = Transformed.From(Documents.Playlist("""
            {"items":[{"added_at":null,"added_by":{"id":""},"track":{"id":"","type":"track","uri":"","album":{"id":""},"artists":[{"id":""},{"id":"a2","name":""}],"external_ids":{"isrc":""}}}]}
            """));

        Assert.That((rows.Count("songs"), rows.Count("albums"), rows.Count("song_artists")), Is.EqualTo((0, 0, 0)));
        Assert.That(rows.Rows("artists"), Is.EqualTo((string[])["a2 |  | ∅ | ∅ | ∅ | ∅"]));
        Assert.That(rows.Rows("playlist_items"), Is.EqualTo((string[])["pl1 | ∅ | 1 | ∅ | track | ∅ | ∅ | ∅ | ∅"]));
    }

    [Test]
    public void Credits_without_an_id_keep_their_place_and_a_second_credit_of_the_same_artist_is_dropped()
    {
        var rows = Track("""
            "artists":[{"id":"a1"},{"id":null,"name":"nobody"},null,{"id":"a2"},{"id":"a1"}]
            """);

        Assert.That(rows.Rows("song_artists"), Is.EqualTo((string[])["t1 | a1 | 1", "t1 | a2 | 4"]));
    }

    [Test]
    public void Escapes_are_decoded_also_in_names_of_members_and_in_ids()
    {
        var rows = Transformed.From(Documents.Playlist("""
            {"items":[{"added_at":null,"tr\u0061ck":{"id":"t\u0031","type":"track","name":"a\"\\\/\b\f\n\r\t\u00e9\ud83c\udfb5 \ud800 end"}},
                      {"added_at":null,"track":{"id":"t1","type":"track"}}]}
            """));

        Assert.That(rows.Column("songs", "song_id"), Is.EqualTo((string[])["t1"]));
        Assert.That(rows.Column("songs", "song_name"), Is.EqualTo((string[])["a\"\\/\b\f\n\r\té🎵 \uFFFD end"]));
    }

    [Test]
    public void Last_of_two_members_with_the_same_name_counts()
    {
        var rows = Track("""
            "name":"first","popularity":1,"name":"second","popularity":"x"
            """);

        Assert.That((rows.Column("songs", "song_name")[0], rows.Column("songs", "popularity")[0]), Is.EqualTo(("second", "∅")));
    }

    [Test]
    public void Genres_that_are_missing_are_null_and_none_are_an_empty_list()
    {
        var rows = Transformed.From(Documents.Bare("""
            {"artists":[{"id":"a","type":"artist"},{"id":"b","type":"artist","genres":[]},{"id":"c","type":"artist","genres":["x",null,"y"],"followers":{"href":null,"total":33920.0},"popularity":7}]}
            """u8.ToArray()));

        Assert.That(rows.Rows("artists"), Is.EqualTo((string[])["a | ∅ | ∅ | ∅ | ∅ | ∅", "b | ∅ | ∅ | ∅ | [] | ∅", "c | ∅ | 7 | 33920 | [x,y] | ∅"]));
    }

    [Test]
    public void Dead_saved_episode_and_null_album_are_counted_and_leave_no_row()
    {
        var rows = Transformed.From(
            Documents.Of("saved-episodes", "x", """{"href":"https://api.spotify.com/v1/me/episodes?offset=0","items":[{"added_at":"2024-01-01T00:00:00Z","episode":{"id":null,"type":"episode","languages":[null]}},{"added_at":"2024-01-01T00:00:00Z","episode":{"id":"e1","type":"episode"}}]}"""),
            Documents.Of("saved-albums", "x", """{"href":"https://api.spotify.com/v1/me/albums","items":[null,{"added_at":"2024-01-01T00:00:00Z","album":{"id":"al1","type":"album","tracks":{"items":[{"id":"t1","type":"track","artists":[]}]}}}]}"""));

        Assert.That(rows.Rows("saved_items"), Is.EqualTo((string[])["user1 | episode | e1 | 1704067200000", "user1 | album | al1 | 1704067200000"]));
        Assert.That(rows.Column("songs", "album_id"), Is.EqualTo((string[])["al1"]));
        Assert.That((rows.Counts.Episodes, rows.Counts.Unavailable, rows.Counts.Other), Is.EqualTo((2, 1, 1)));
    }

    [Test]
    public void Plays_are_one_row_per_account_instant_and_song()
    {
        const string Page = """
            {"items":[{"track":{"id":"t1","type":"track"},"played_at":"2026-04-27T00:20:44.253Z","context":{"type":"playlist","uri":"spotify:playlist:x"}},
                      {"track":{"id":"t1","type":"track"},"played_at":"2023-02-01T00:48:54Z","context":null}],"cursors":null}
            """;

        var rows = Transformed.From(Documents.Of("recently-played", "x", Page), Documents.Of("recently-played", "x", Page));

        Assert.That(rows.Rows("plays"), Is.EqualTo((string[])["user1 | 1777249244253 | 20570 | t1 | playlist | spotify:playlist:x", "user1 | 1675212534000 | 19389 | t1 | ∅ | ∅"]));
        Assert.That(rows["plays"].Removed, Is.EqualTo(2));
        Assert.That(rows.Count("playlist_items"), Is.Zero);
    }

    [Test]
    public void Account_of_a_bare_document_is_called_unknown()
    {
        var rows = Transformed.From(Documents.Bare("""{"items":[{"track":{"id":"t1","type":"track"},"played_at":"2026-04-27T00:20:44.253Z"}]}"""u8.ToArray()));

        Assert.That(rows.Column("plays", "user_key"), Is.EqualTo((string[])["unknown"]));
    }
}
