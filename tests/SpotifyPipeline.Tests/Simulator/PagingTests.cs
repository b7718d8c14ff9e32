using System.Globalization;
using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

public class PagingTests
{
    [TestCase("playlists/{playlist}/items", 7)]
    [TestCase("playlists/{playlist}/items", 50)]
    [TestCase("playlists/{playlist}/tracks", 33)]
    [TestCase("playlists/{playlist}/tracks", 100)]
    [TestCase("me/playlists", 2)]
    [TestCase("me/tracks", 50)]
    [TestCase("me/albums", 11)]
    [TestCase("me/top/tracks", 49)]
    [TestCase("me/top/artists", 20)]
    [TestCase("albums/{album}/tracks", 50)]
    [TestCase("artists/{artist}/albums", 3)]
    public async Task Pages_cover_every_entry_once_by_offset_and_by_link(string path, int limit)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var filled = SimulatorTests.Fill(path, session);
        var total = (await session.JsonAsync(filled)).GetProperty("total").GetInt32();
        var byOffset = new List<string>();
        for (var offset = 0; offset < total; offset += limit)
        {
            var page = await session.JsonAsync(string.Create(CultureInfo.InvariantCulture, $"{filled}?limit={limit}&offset={offset}"));
            byOffset.AddRange(page.Items().Select(item => item.GetRawText()));
            Assert.That((page.GetProperty("offset").GetInt32(), page.GetProperty("limit").GetInt32(), page.GetProperty("total").GetInt32()), Is.EqualTo((offset, limit, total)));
            Assert.That(page.Text("previous") is null, Is.EqualTo(offset == 0));
        }

        var byLink = new List<string>();
        for (var next = string.Create(CultureInfo.InvariantCulture, $"{filled}?limit={limit}"); next is not null;)
        {
            var page = await session.JsonAsync(next);
            byLink.AddRange(page.Items().Select(item => item.GetRawText()));
            next = page.Text("next");
        }

        Assert.That(byOffset, Has.Count.EqualTo(total));
        Assert.That(byLink, Is.EqualTo(byOffset));
        Assert.That(total, Is.GreaterThan(limit).Or.EqualTo(100), "more than one page");
    }

    [Test]
    public async Task Playlist_items_are_the_catalogues_entries([Values] SimulatedAppClass appClass)
    {
        await using var session = await Session.StartAsync(clock => new SimulatorOptions { AppClass = appClass, ItemsPerPlaylist = 230, TimeProvider = clock });
        var id = session.Simulator.PlaylistIds[2];
        var items = new List<JsonElement>();
        for (var offset = 0; offset < 250; offset += 50)
        {
            items.AddRange((await session.JsonAsync(string.Create(CultureInfo.InvariantCulture, $"playlists/{id}/items?limit=50&offset={offset}&additional_types=track,episode"))).Items());
        }

        var sent = items.Select(item => item.Content()).Select(item => item.ValueKind == JsonValueKind.Null ? null : item.Text("uri"));
        var truth = session.Simulator.Catalogue.EntriesOn(id, session.Today).Select(entry => entry switch
        {
            { Song: { } song } => "spotify:track:" + song.Id,
            { Episode: { } episode } => "spotify:episode:" + episode.Id,
            { LocalFile: { } file } => file.Uri,
            _ => null,
        });
        Assert.That(sent, Is.EqualTo(truth));
    }

    [Test]
    public async Task Embedded_page_links_to_the_rest()
    {
        await using var session = await Session.StartAsync(clock => new SimulatorOptions { AppClass = SimulatedAppClass.Restricted, ItemsPerPlaylist = 120, TimeProvider = clock });
        var page = (await session.JsonAsync($"playlists/{session.Simulator.PlaylistIds[0]}")).Page();
        var rest = await session.JsonAsync(page.Text("next")!);
        Assert.That((page.Items().Length, rest.Items().Length, rest.Text("next")), Is.EqualTo((100, 20, (string?)null)));
    }

    [Test]
    public async Task Offset_beyond_the_end_gives_an_empty_page()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var page = await session.JsonAsync($"playlists/{session.Simulator.PlaylistIds[0]}/items?offset=2147483647");
        Assert.That((page.Items().Length, page.Text("next")), Is.EqualTo((0, (string?)null)));
    }

    [Test]
    public async Task Old_apps_are_linked_from_their_playlists_to_another_path()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Grandfathered);
        var next = (await session.JsonAsync("me/playlists?limit=2")).Text("next");
        Assert.That(next, Does.Contain($"/v1/users/{session.Simulator.Catalogue.UserId}/playlists?offset=2&limit=2"));
        session.Simulator.AppClass = SimulatedAppClass.Restricted;
        Assert.That((await session.JsonAsync("me/playlists?limit=2")).Text("next"), Does.Contain("/v1/me/playlists?offset=2&limit=2"));
    }

    [Test]
    public async Task Playlist_list_holds_a_null_and_an_empty_playlist_without_images()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var lines = (await session.JsonAsync("me/playlists")).Items();
        Assert.That(lines.Count(line => line.ValueKind == JsonValueKind.Null), Is.EqualTo(1));
        var sent = lines.Where(line => line.ValueKind == JsonValueKind.Object).ToList();
        Assert.That(sent.Select(line => line.Text("id")), Is.EqualTo(session.Simulator.Catalogue.Playlists.Select(playlist => playlist.Id)));
        Assert.That(sent.Where(line => line.GetProperty("images").ValueKind == JsonValueKind.Null).Select(line => line.GetProperty("items").GetProperty("total").GetInt32()), Is.EqualTo(new[] { 0 }));
    }

    [TestCase(SimulatedAppClass.Extended, """{"name":"Global Top","snapshot_id":"SNAP","tracks":{"total":100}}""")]
    [TestCase(SimulatedAppClass.Grandfathered, """{"name":"Global Top","snapshot_id":"SNAP","tracks":{"total":100},"items":{"total":100}}""")]
    [TestCase(SimulatedAppClass.Restricted, """{"name":"Global Top","snapshot_id":"SNAP","items":{"total":100}}""")]
    public async Task Change_probe_is_small(SimulatedAppClass appClass, string expected)
    {
        await using var session = await Session.StartAsync(appClass);
        var id = session.Simulator.PlaylistIds[0];
        var probe = await session.GetAsync($"playlists/{id}?fields=snapshot_id,name,items.total,tracks.total");
        Assert.That(probe.Text, Is.EqualTo(expected.Replace("SNAP", session.Simulator.Catalogue.SnapshotIdOn(id, session.Today), StringComparison.Ordinal)));
    }

    [TestCase("items(added_by.id,track(name,album(!images,name)))", new[] { "added_by", "track" })]
    [TestCase("items.track.id", new[] { "track" })]
    [TestCase("items(!track)", new[] { "added_at", "added_by", "is_local", "primary_color", "video_thumbnail" })]
    [TestCase("items(item(name))", new string[0])]
    public async Task Field_filter_keeps_what_it_names(string fields, string[] members)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var page = await session.JsonAsync($"playlists/{session.Simulator.PlaylistIds[0]}/tracks?fields={fields}");
        Assert.That(page.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "items" }));
        Assert.That(page.Items(), Has.Length.EqualTo(20));
        Assert.That(page.Items().Select(item => item.EnumerateObject().Select(member => member.Name)), Is.All.EqualTo(members));
        if (fields.StartsWith("items(added", StringComparison.Ordinal))
        {
            var track = page.Items().Select(item => item.GetProperty("track")).First(track => track.ValueKind == JsonValueKind.Object);
            Assert.That(track.EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "name", "album" }));
            Assert.That(track.GetProperty("album").EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "name" }));
        }
    }

    [Test]
    public async Task Episodes_come_only_when_asked_for()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var path = $"playlists/{session.Simulator.PlaylistIds[0]}";
        var asked = (await session.JsonAsync(path + "?additional_types=track,episode")).Page().Items();
        var notAsked = (await session.JsonAsync(path)).Page().Items();
        var position = Array.FindIndex(asked, entry => entry.Content() is { ValueKind: JsonValueKind.Object } item && item.Text("type") == "episode");
        Assert.That(position, Is.Not.Negative);
        Assert.That(asked[position].Content().GetProperty("show").Text("type"), Is.EqualTo("show"));
        Assert.That(notAsked[position].Content().ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task History_holds_fifty_plays_and_its_cursors_reach_no_further()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var first = await session.JsonAsync("me/player/recently-played?limit=50");
        var older = await session.JsonAsync(first.Text("next")!);
        var played = first.Items().Select(item => item.GetProperty("played_at").GetDateTimeOffset()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(played, Has.Count.EqualTo(50).And.Ordered.Descending);
            Assert.That(played[0], Is.LessThanOrEqualTo(Session.Start));
            Assert.That(played, Is.EqualTo(session.Simulator.Catalogue.PlaysAt(Session.Start).Select(play => play.PlayedAt)));
            Assert.That(first.Items().Select(item => item.GetProperty("context").ValueKind).Distinct(), Is.EquivalentTo(new[] { JsonValueKind.Null, JsonValueKind.Object }));
            Assert.That(first.Has("total"), Is.False);
            Assert.That(older.GetRawText(), Does.StartWith("""{"items":[],"next":null,"cursors":null,"""));
        });

        session.Clock.Advance(TimeSpan.FromHours(30));
        session.AccessToken = await session.UserTokenAsync();
        var since = await session.JsonAsync("me/player/recently-played?limit=50&after=" + first.GetProperty("cursors").Text("after"));
        Assert.That(since.Items().Select(item => item.GetProperty("played_at").GetDateTimeOffset()), Is.All.GreaterThan(played[0]));
        Assert.That(since.Items(), Is.Not.Empty);
    }

    [Test]
    public async Task Saved_songs_are_newest_first_and_grow_at_the_top()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var today = (await session.JsonAsync("me/tracks?limit=50")).Items().Select(item => item.GetProperty("track").Text("id")).ToList();
        session.Clock.Advance(TimeSpan.FromDays(3));
        session.AccessToken = await session.UserTokenAsync();
        var page = await session.JsonAsync("me/tracks?limit=50");
        var later = page.Items().Select(item => item.GetProperty("track").Text("id")).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(later.Skip(6), Is.EqualTo(today.Take(44)));
            Assert.That(page.GetProperty("total").GetInt32(), Is.EqualTo(120));
            Assert.That(page.Items().Select(item => item.GetProperty("added_at").GetDateTimeOffset()), Is.Ordered.Descending);
            Assert.That(session.Simulator.Catalogue.SavedSongsOn(session.Today).Take(50).Select(saved => saved.Song.Id), Is.EqualTo(later));
        });
    }

    [Test]
    public async Task Search_finds_songs_by_name_artist_and_code()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var song = session.Simulator.Catalogue.Songs[40];
        foreach (var query in new[] { "isrc:" + song.Isrc, Uri.EscapeDataString(song.Name.Replace("\"", "", StringComparison.Ordinal)), Uri.EscapeDataString(song.Artists[0].Name) })
        {
            var found = (await session.JsonAsync($"search?type=track&limit=50&q={query}")).GetProperty("tracks").Items();
            Assert.That(found.Select(track => track.Text("id")), Has.Some.EqualTo(song.Id), query);
        }

        var playlists = (await session.JsonAsync("search?type=playlist&q=zzz")).GetProperty("playlists").Items();
        Assert.That(playlists.Select(playlist => playlist.ValueKind), Is.EqualTo(new[] { JsonValueKind.Null }));
    }
}
