namespace SpotifyPipeline.Tests.Transformers;

public sealed class PlaylistShapeTests
{
    private static readonly string[] Tables = ["songs", "albums", "artists", "song_artists", "album_artists", "playlists", "playlist_items"];

    [TestCaseSource(nameof(Tables))]
    public void Extended_and_grandfathered_apps_give_the_same_rows(string table)
    {
        var extended = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Extended)));
        var grandfathered = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Grandfathered)));

        Assert.That(grandfathered.Rows(table), Is.EqualTo(extended.Rows(table)).And.Not.Empty);
        Assert.That(grandfathered[table].Observed, Is.EqualTo(extended[table].Observed));
    }

    [TestCaseSource(nameof(Tables))]
    public void Restricted_apps_give_the_same_rows_but_for_popularity(string table)
    {
        var extended = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Extended)));
        var restricted = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Restricted)));

        Assert.That(restricted.Rows(table), Is.EqualTo(extended.Rows(table).Select(r => r.Replace("| 63", "| ∅", StringComparison.Ordinal))).Or.EqualTo(extended.Rows(table)));
    }

    [Test]
    public void Entries_keep_their_places_and_kinds()
    {
        var rows = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Grandfathered)));

        Assert.That(rows.Rows("playlist_items"), Is.EqualTo((string[])
        [
            "pl1 | Évening — 夜 | 1 | 0tttttttttttttttttttt1 | track | spotify:track:0tttttttttttttttttttt1 | 1793527200000 | ∅ | 63",
            "pl1 | Évening — 夜 | 2 | ∅ | unavailable | ∅ | 1793527200000 | ∅ | ∅",
            "pl1 | Évening — 夜 | 3 | ∅ | episode | spotify:episode:0pppppppppppppppppppp1 | 1793527200000 | ∅ | ∅",
            "pl1 | Évening — 夜 | 4 | ∅ | local | spotify:local:Someone:The+Score:From+a+file:273 | 1793527200000 | ∅ | 0",
            "pl1 | Évening — 夜 | 5 | 0tttttttttttttttttttt2 | track | spotify:track:0tttttttttttttttttttt2 | 1793527200000 | ∅ | 63",
        ]));
        Assert.That((rows.Counts.Tracks, rows.Counts.Unavailable, rows.Counts.Episodes, rows.Counts.Locals, rows.Counts.Other), Is.EqualTo((2, 1, 1, 1, 0)));
    }

    [Test]
    public void Entities_are_one_row_each_with_every_column()
    {
        var rows = Transformed.From(Documents.Playlist(LogicalPlaylist.Whole(LogicalPlaylist.AppClass.Extended)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Rows("songs"), Is.EqualTo((string[])
            [
                "0tttttttttttttttttttt1 | First | 0llllllllllllllllllll1 | 200040 | false | 63 | 3 | 1 | ISRCFi | https://open.spotify.com/track/0tttttttttttttttttttt1",
                "0tttttttttttttttttttt2 | Second \"quoted\" 🎵 | 0llllllllllllllllllll1 | 200040 | false | 63 | 3 | 1 | ISRCSe | https://open.spotify.com/track/0tttttttttttttttttttt2",
            ]));
            Assert.That(rows.Rows("albums"), Is.EqualTo((string[])
                ["0llllllllllllllllllll1 | The album | album | 10712 | month | 1999-05 | 11 | ∅ | ∅ | ∅ | https://open.spotify.com/album/al1"]));
            Assert.That(rows.Column("artists", "artist_id"), Is.EqualTo((string[])[LogicalPlaylist.ArtistA, LogicalPlaylist.ArtistB]));
            Assert.That(rows.Rows("song_artists"), Is.EqualTo((string[])
            [
                $"0tttttttttttttttttttt1 | {LogicalPlaylist.ArtistA} | 1",
                $"0tttttttttttttttttttt1 | {LogicalPlaylist.ArtistB} | 2",
                $"0tttttttttttttttttttt2 | {LogicalPlaylist.ArtistB} | 1",
            ]));
            Assert.That(rows.Rows("playlists"), Is.EqualTo((string[])["pl1 | Évening — 夜 |  | owner1 | AAAA1 | 5 | ∅ | false"]));
            Assert.That(rows["albums"].Removed, Is.EqualTo(1));
            Assert.That(rows["artists"].Observed, Is.EqualTo(6));
        }
    }

    [Test]
    public void Contents_that_were_not_permitted_give_a_playlist_and_no_entries()
    {
        var rows = Transformed.From(Documents.Playlist("""{"id":"pl1","name":"n","owner":{"id":"o"},"type":"playlist"}"""));

        Assert.That((rows.Count("playlists"), rows.Count("playlist_items")), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Pages_after_the_playlist_go_on_from_their_offset_and_the_embedded_page_is_not_counted_twice()
    {
        var whole = """{"id":"pl1","name":"n","owner":{"id":"o"},"items":{"offset":0,"total":4,"items":[{"added_at":null,"item":null},{"added_at":null,"item":null}]}}"""u8.ToArray();
        var again = """{"href":"https://api.spotify.com/v1/playlists/pl1/items?offset=1","items":[{"added_at":"2020-01-01T00:00:00Z","item":null},{"added_at":null,"item":null},{"added_at":null,"item":null}]}"""u8.ToArray();

        var rows = Transformed.From(Documents.OfPages("playlist", "pl1", "r", (whole, null), (again, 1)));

        Assert.That(rows.Column("playlist_items", "chart_position"), Is.EqualTo((string[])["1", "2", "3", "4"]));
        Assert.That(rows.Column("playlist_items", "added_at"), Is.All.EqualTo("∅"));
        Assert.That(rows.Column("playlist_items", "playlist_name"), Is.All.EqualTo("n"));
        Assert.That(rows["playlist_items"].Removed, Is.EqualTo(1));
    }

    [Test]
    public void Pages_without_an_offset_follow_each_other()
    {
        const string Page = """{"items":[{"added_by":null,"track":null},null]}""";

        var rows = Transformed.From(Documents.Playlist(Page, Page));

        Assert.That(rows.Column("playlist_items", "chart_position"), Is.EqualTo((string[])["1", "2", "3", "4"]));
        Assert.That(rows.Column("playlist_items", "playlist_id"), Is.All.EqualTo("pl1"));
    }

    [Test]
    public void Array_around_playlists_keeps_them_apart()
    {
        var rows = Transformed.From(Documents.Bare("""
            [{"id":"a","name":"A","owner":{"id":"o"},"tracks":{"items":[{"added_at":null,"track":null}]}},
             {"id":"b","name":"B","owner":{"id":"o"},"tracks":{"items":[{"added_at":null,"track":null}]}}]
            """u8.ToArray()));

        Assert.That(rows.Rows("playlist_items"), Is.EqualTo((string[])["a | A | 1 | ∅ | unavailable | ∅ | ∅ | ∅ | ∅", "b | B | 1 | ∅ | unavailable | ∅ | ∅ | ∅ | ∅"]));
    }
}
