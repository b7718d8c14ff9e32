using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify.Paging;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Paging;

internal sealed class SpotifyPagingTests
{
    private static readonly (string Name, Func<int, string?> Write)[] Totals =
    [
        ("right", n => n.ToString(CultureInfo.InvariantCulture)),
        ("float", n => $"{n}.0"),
        ("missing", _ => null),
        ("null", _ => "null"),
        ("object", _ => "{\"n\":1}"),
        ("zero", _ => "0"),
        ("one less", n => Math.Max(0, n - 1).ToString(CultureInfo.InvariantCulture)),
        ("half", n => (n / 2).ToString(CultureInfo.InvariantCulture)),
        ("too many", n => (n + 97).ToString(CultureInfo.InvariantCulture)),
    ];

    [Test]
    public void Every_entry_is_read_once_whatever_the_list_says_of_itself()
    {
        var scenarios =
            from length in Gen.Choose(0, 260)
            from limit in Gen.Choose(1, 60)
            from cap in Gen.Choose(1, 60)
            from total in Gen.Elements(Totals)
            from statesLimit in Gen.Elements(true, false)
            from start in Gen.Choose(0, 120)
            select (length, limit, cap, total, statesLimit, start);

        Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var list = new PagedList(scenario.length) { Cap = scenario.cap, Total = scenario.total.Write, StatesLimit = scenario.statesLimit };

            var pages = Read(list, new SpotifyPageRequest("me/tracks", scenario.limit) { StartOffset = scenario.start });

            var expected = Enumerable.Range(0, scenario.length).Skip(scenario.start);
            return Entries(pages).SequenceEqual(expected)
                && pages.All(page => page.Count == 0 || Entries([page]).First() == page.Offset)
                && pages.Select(page => page.Index).SequenceEqual(Enumerable.Range(0, pages.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public void Every_entry_is_read_once_without_any_next()
    {
        var scenarios =
            from length in Gen.Choose(0, 260)
            from limit in Gen.Choose(1, 60)
            from total in Gen.Elements(Totals[0], Totals[1], Totals[2], Totals[3], Totals[5], Totals[8])
            select (length, limit, total);

        Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var list = new PagedList(scenario.length) { Total = scenario.total.Write, Next = _ => null };
            return Entries(Read(list, new SpotifyPageRequest("me/tracks", scenario.limit))).SequenceEqual(Enumerable.Range(0, scenario.length));
        }).QuickCheckThrowOnFailure();
    }

    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(49, 1)]
    [TestCase(50, 1)]
    [TestCase(51, 2)]
    [TestCase(100, 2)]
    [TestCase(250, 5)]
    public void Honest_list_costs_no_call_too_many(int length, int calls)
    {
        var list = new PagedList(length);

        var pages = Read(list, new SpotifyPageRequest("me/tracks", 50));

        Assert.That(list.Paths, Is.EqualTo(Enumerable.Range(0, calls).Select(i => $"me/tracks?limit=50&offset={i * 50}")));
        Assert.That(pages, Has.Count.EqualTo(calls));
    }

    [Test]
    public void Parameters_of_the_path_are_kept() =>
        Assert.That(
            Read(new PagedList(1), new SpotifyPageRequest("playlists/x/items?additional_types=track,episode", 50)).Single().Reply.RequestUri.Query,
            Is.EqualTo("?additional_types=track,episode&limit=50&offset=0"));

    [Test]
    public void List_that_names_a_next_page_for_ever_ends_at_the_empty_page()
    {
        var list = new PagedList(100) { Total = _ => "100000", Next = _ => "\"https://api.spotify.com/v1/me/shows?offset=1&limit=1\"" };

        var pages = Read(list, new SpotifyPageRequest("me/tracks", 50));

        Assert.That((pages.Count, list.Paths.Count), Is.EqualTo((2, 3)));
    }

    [Test]
    public void List_without_an_end_is_stopped_and_named()
    {
        var list = new PagedList(int.MaxValue) { Total = _ => null };

        Assert.That(
            () => Read(list, new SpotifyPageRequest("me/tracks", 50) { MaxPages = 20 }),
            Throws.TypeOf<SpotifyApiException>().With.Message.Contains("\"me/tracks\" did not end after 20 pages"));
        Assert.That(list.Paths, Has.Count.EqualTo(20));
    }

    [Test]
    public void Search_stops_before_the_offset_that_would_be_refused()
    {
        var list = new PagedList(5000);

        Read(list, new SpotifyPageRequest("search?q=x&type=track", 10) { EndOffset = 1000 });

        Assert.That(list.Paths[^1], Does.EndWith("offset=990"));
    }

    [Test]
    public void List_that_grows_at_its_end_is_read_to_the_new_end()
    {
        var list = new PagedList(100) { AfterEachPage = l => l.Length = Math.Min(l.Length + 60, 250) };

        Assert.That(Entries(Read(list, new SpotifyPageRequest("me/tracks", 50))), Is.EqualTo(Enumerable.Range(0, 250)));
    }

    [Test]
    public void List_that_shrinks_to_nothing_ends()
    {
        var list = new PagedList(200) { AfterEachPage = l => l.Length = Math.Max(l.Length - 90, 0) };

        var pages = Read(list, new SpotifyPageRequest("me/tracks", 50));

        Assert.That(pages.Select(page => (page.Count, page.Total)), Is.EqualTo(new (int, long?)[] { (50, 200), (50, 110) }));
    }

    [Test]
    public void Document_without_a_list_is_named() =>
        Assert.That(
            () => Read(new CannedClient("""{"name":"contents not permitted"}"""), new SpotifyPageRequest("playlists/x", 50)),
            Throws.TypeOf<SpotifyApiException>().With.Message.Contains("holds no list"));

    [TestCase("me/tracks?limit=5")]
    [TestCase("me/tracks?x=1&offset=5")]
    [TestCase("me/tracks?before=1")]
    public void Paging_parameters_in_the_path_are_refused(string path) =>
        Assert.That(() => new SpotifyPageRequest(path, 50), Throws.ArgumentException.With.Message.Contains("leave it out"));

    [TestCase(0)]
    [TestCase(-1)]
    public void Limit_below_one_is_refused(int limit) =>
        Assert.That(() => new SpotifyPageRequest("me/tracks", limit), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Cursor_is_followed_to_the_empty_page()
    {
        var client = new CannedClient(
            """{"items":[1,2],"next":"x","cursors":{"after":"9","before":"5"},"limit":50}""",
            """{"items":[3],"next":"x","cursors":{"after":"4","before":"3"},"limit":50}""",
            """{"items":[],"next":null,"cursors":null,"limit":50}""");

        var pages = ReadByCursor(client, SpotifyCursor.Before);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(client.Paths, Is.EqualTo(new[] { "me/player/recently-played?limit=50", "me/player/recently-played?limit=50&before=5", "me/player/recently-played?limit=50&before=3" }));
            Assert.That(pages.Select(page => (page.Index, page.Offset, page.Count)), Is.EqualTo(new[] { (0, 0, 2), (1, 2, 1) }));
        }
    }

    [Test]
    public void Followed_artists_are_read_by_the_cursor_after()
    {
        var client = new CannedClient(
            """{"artists":{"items":[1],"next":"x","cursors":{"after":"a b"},"total":2}}""",
            """{"artists":{"items":[2],"next":null,"cursors":{"after":null},"total":2}}""");

        ReadByCursor(client, SpotifyCursor.After);

        Assert.That(client.Paths, Is.EqualTo(new[] { "me/player/recently-played?limit=50", "me/player/recently-played?limit=50&after=a%20b" }));
    }

    [TestCase("""{"items":[],"next":null,"cursors":null}""")]
    [TestCase("""{"items":[1],"next":null,"cursors":{"before":"5"}}""")]
    [TestCase("""{"items":[1],"next":"x","cursors":null}""")]
    [TestCase("""{"items":[1],"next":"x"}""")]
    public void List_with_one_page_gives_it_even_when_empty(string body)
    {
        var client = new CannedClient(body);

        Assert.That(ReadByCursor(client, SpotifyCursor.Before), Has.Count.EqualTo(1));
        Assert.That(client.Paths, Has.Count.EqualTo(1));
    }

    [Test]
    public void Cursor_that_comes_again_ends_the_list()
    {
        var client = new CannedClient(
            """{"items":[1],"next":"x","cursors":{"before":"5"}}""",
            """{"items":[2],"next":"x","cursors":{"before":"4"}}""",
            """{"items":[3],"next":"x","cursors":{"before":"5"}}""");

        Assert.That(ReadByCursor(client, SpotifyCursor.Before), Has.Count.EqualTo(3));
    }

    [Test]
    public void Reading_by_cursor_can_begin_in_the_middle()
    {
        var client = new CannedClient("""{"items":[],"next":null}""");

        ReadByCursor(client, SpotifyCursor.Before, "1495842394544");

        Assert.That(client.Paths.Single(), Does.EndWith("&before=1495842394544"));
    }

    private static List<SpotifyPage> Read(SpotifyPipeline.Spotify.ISpotifyClient client, SpotifyPageRequest request) =>
        client.ReadByOffsetAsync(request).ToBlockingEnumerable().ToList();

    private static List<SpotifyPage> ReadByCursor(SpotifyPipeline.Spotify.ISpotifyClient client, SpotifyCursor direction, string? start = null) =>
        client.ReadByCursorAsync(new SpotifyPageRequest("me/player/recently-played", 50), direction, start).ToBlockingEnumerable().ToList();

    private static IEnumerable<int> Entries(IEnumerable<SpotifyPage> pages)
    {
        foreach (var page in pages)
        {
            using var document = JsonDocument.Parse(page.Reply.Body);
            foreach (var entry in document.RootElement.GetProperty("items").EnumerateArray())
            {
                yield return entry.GetInt32();
            }
        }
    }
}
