using System.Globalization;
using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

public class SimulatorTests
{
    private static readonly string[] EveryPath =
    [
        "me", "me/playlists", "me/tracks", "me/albums", "me/top/tracks", "me/top/artists", "me/player/recently-played", "playlists/{playlist}?additional_types=episode",
        "playlists/{playlist}/items", "tracks/{song}", "albums/{album}", "albums/{album}/tracks", "artists/{artist}", "artists/{artist}/albums", "search?q=rain&type=track,album,artist,playlist",
    ];

    [Test]
    public async Task Same_seed_and_clock_give_the_same_bytes([Values] SimulatedAppClass appClass)
    {
        SimulatorOptions Options(TimeProvider clock) => new() { AppClass = appClass, TimeProvider = clock, LinkBaseAddress = new Uri("https://api.spotify.com/v1/") };
        await using var first = await Session.StartAsync(Options);
        await using var second = await Session.StartAsync(Options);
        Assert.That(second.Simulator.PlaylistIds, Is.EqualTo(first.Simulator.PlaylistIds));
        Assert.That(second.Simulator.RefreshToken, Is.EqualTo(first.Simulator.RefreshToken));
        foreach (var path in EveryPath)
        {
            var (one, other) = (await first.GetAsync(Fill(path, first)), await second.GetAsync(Fill(path, second)));
            Assert.That(one.Status, Is.EqualTo(200), path);
            Assert.That(other.Body.AsSpan().SequenceEqual(one.Body), Is.True, path);
        }
    }

    [Test]
    public async Task Another_seed_gives_another_catalogue()
    {
        await using var first = await Session.StartAsync(clock => new SimulatorOptions { TimeProvider = clock });
        await using var second = await Session.StartAsync(clock => new SimulatorOptions { Seed = 2, TimeProvider = clock });
        Assert.That(first.Simulator.Catalogue.Songs.Select(song => song.Id).Intersect(second.Simulator.Catalogue.Songs.Select(song => song.Id)), Is.Empty);
        Assert.That(first.Simulator.ClientId, Is.Not.EqualTo(second.Simulator.ClientId));
    }

    [Test]
    public async Task Another_day_changes_chart_snapshot_id_and_popularity()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var path = $"playlists/{session.Simulator.PlaylistIds[0]}";
        var today = await session.JsonAsync(path);
        session.Clock.Advance(TimeSpan.FromHours(14));
        session.AccessToken = await session.UserTokenAsync();
        var stillToday = await session.JsonAsync(path);
        session.Clock.Advance(TimeSpan.FromHours(10));
        session.AccessToken = await session.UserTokenAsync();
        var tomorrow = await session.JsonAsync(path);

        Assert.Multiple(() =>
        {
            Assert.That(stillToday.GetRawText(), Is.EqualTo(today.GetRawText()));
            Assert.That(tomorrow.Text("snapshot_id"), Is.Not.EqualTo(today.Text("snapshot_id")));
            Assert.That(Keys(tomorrow), Is.Not.EqualTo(Keys(today)));
            Assert.That(Popularity(tomorrow), Is.Not.EqualTo(Popularity(today)));
        });
    }

    [Test]
    public async Task Three_app_classes_hold_the_same_logical_list()
    {
        var lists = new List<List<string>>();
        foreach (var appClass in Enum.GetValues<SimulatedAppClass>())
        {
            await using var session = await Session.StartAsync(appClass);
            var playlist = await session.JsonAsync($"playlists/{session.Simulator.PlaylistIds[1]}?additional_types=track,episode");
            lists.Add(Facts(playlist));
            Assert.That(Facts(playlist), Is.EqualTo(Truth(session, session.Simulator.PlaylistIds[1])));
        }

        Assert.That(lists[1], Is.EqualTo(lists[0]));
        Assert.That(lists[2], Is.EqualTo(lists[0]));
    }

    [TestCase(SimulatedAppClass.Extended, true, false)]
    [TestCase(SimulatedAppClass.Grandfathered, true, true)]
    [TestCase(SimulatedAppClass.Restricted, false, true)]
    public async Task App_class_decides_the_keys(SimulatedAppClass appClass, bool oldKeys, bool newKeys)
    {
        await using var session = await Session.StartAsync(appClass);
        var playlist = await session.JsonAsync($"playlists/{session.Simulator.PlaylistIds[0]}");
        var line = (await session.JsonAsync("me/playlists")).Items()[0];
        foreach (var holder in new[] { playlist, line })
        {
            Assert.That((holder.Has("tracks"), holder.Has("items")), Is.EqualTo((oldKeys, newKeys)));
        }

        foreach (var entry in playlist.Page().Items())
        {
            Assert.That((entry.Has("track"), entry.Has("item")), Is.EqualTo((oldKeys, newKeys)));
        }

        if (appClass == SimulatedAppClass.Grandfathered)
        {
            Assert.That(playlist.GetProperty("tracks").Items().Select(e => e.GetRawText()), Is.EqualTo(playlist.GetProperty("items").Items().Select(e => e.GetRawText())));
        }
    }

    [Test]
    public async Task Restricted_app_sees_none_of_the_removed_fields()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        foreach (var path in EveryPath)
        {
            var text = (await session.GetAsync(Fill(path, session))).Text;
            foreach (var removed in new[] { "popularity", "available_markets", "album_group", "label", "genres\":[\"", "publisher", "linked_from", "product", "email", "country" })
            {
                Assert.That(text, Does.Not.Contain($"\"{removed}\""), path);
            }
        }
    }

    [Test]
    public async Task Setting_the_app_class_changes_the_next_reply()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Grandfathered);
        session.Simulator.AppClass = SimulatedAppClass.Restricted;
        Assert.That((await session.GetAsync("markets")).Status, Is.EqualTo(403));
        Assert.That(session.Simulator.Requests.ToList()[^1].AppClass, Is.EqualTo(SimulatedAppClass.Restricted));
    }

    [Test]
    public async Task Restricted_app_reads_no_contents_of_a_followed_playlist([Values] SimulatedAppClass appClass)
    {
        await using var session = await Session.StartAsync(appClass);
        var followed = session.Simulator.Catalogue.Playlists.First(playlist => !playlist.IsReadableByRestrictedApps).Id;
        var head = await session.JsonAsync($"playlists/{followed}");
        var items = await session.GetAsync($"playlists/{followed}/items");
        var isRestricted = appClass == SimulatedAppClass.Restricted;
        Assert.Multiple(() =>
        {
            Assert.That(head.Has("items") || head.Has("tracks"), Is.EqualTo(!isRestricted));
            Assert.That(head.Text("name"), Is.Not.Empty);
            Assert.That(items.Status, Is.EqualTo(isRestricted ? 403 : 200));
            Assert.That(isRestricted ? items.Text : "", isRestricted ? Is.EqualTo("""{"error":{"status":403,"message":"Forbidden"}}""") : Is.Empty);
        });
    }

    [Test]
    public async Task Client_credentials_read_contents_only_in_the_old_classes([Values] SimulatedAppClass appClass)
    {
        await using var session = await Session.StartAsync(appClass, asUser: false);
        var id = session.Simulator.PlaylistIds[0];
        var head = await session.JsonAsync($"playlists/{id}");
        var isRestricted = appClass == SimulatedAppClass.Restricted;
        Assert.Multiple(async () =>
        {
            Assert.That(head.Has("items") || head.Has("tracks"), Is.EqualTo(!isRestricted));
            Assert.That((await session.GetAsync($"playlists/{id}/items")).Status, Is.EqualTo(isRestricted ? 403 : 200));
            Assert.That((await session.GetAsync("me/playlists")).Message(), Is.EqualTo("Insufficient client scope"));
            Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(404));
        });
    }

    [TestCase("tracks?ids={song}")]
    [TestCase("albums?ids={album}")]
    [TestCase("artists?ids={artist}")]
    [TestCase("playlists/{playlist}/tracks")]
    [TestCase("users/{user}/playlists")]
    public async Task Removed_endpoint_answers_old_apps_and_refuses_restricted_ones(string path)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        Assert.That((await session.GetAsync(Fill(path, session))).Status, Is.EqualTo(200));
        session.Simulator.AppClass = SimulatedAppClass.Restricted;
        var refused = await session.GetAsync(Fill(path, session));
        Assert.That((refused.Status, refused.Message()), Is.EqualTo((403, "Forbidden")));
    }

    [TestCase("audio-features")]
    [TestCase("recommendations")]
    [TestCase("artists/{artist}/related-artists")]
    [TestCase("browse/featured-playlists")]
    public async Task Endpoints_removed_in_2024_are_forbidden_to_all(string path)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        Assert.That((await session.GetAsync(Fill(path, session))).Status, Is.EqualTo(403));
    }

    [TestCase("tracks/short", 400, "Invalid base62 id")]
    [TestCase("playlists/not-a-base62-id-at-all", 400, "Invalid base62 id")]
    [TestCase("tracks?ids=short", 400, "invalid id")]
    [TestCase("tracks/0000000000000000000000", 404, "Resource not found")]
    [TestCase("playlists/37i9dQZF1DXcBWIGoYBM5M", 404, "Resource not found")]
    [TestCase("playlists/{playlist}/items?limit=51", 400, "Invalid limit")]
    [TestCase("playlists/{playlist}/items?limit=0", 400, "Invalid limit")]
    [TestCase("playlists/{playlist}/items?limit=ten", 400, "Invalid limit")]
    [TestCase("playlists/{playlist}/items?offset=-1", 400, "Invalid offset")]
    [TestCase("playlists/{playlist}/tracks?limit=101", 400, "Invalid limit")]
    [TestCase("playlists/{playlist}?fields=items(", 400, "Invalid fields")]
    [TestCase("me/tracks?limit=51", 400, "Invalid limit")]
    [TestCase("me/player/recently-played?limit=51", 400, "Invalid limit")]
    [TestCase("me/player/recently-played?before=1&after=1", 400, "Only one of after and before may be given")]
    [TestCase("me/top/tracks?time_range=ever", 400, "Invalid time range")]
    [TestCase("search?q=a&type=track&limit=51", 400, "Invalid limit")]
    [TestCase("search?type=track", 400, "No search query")]
    [TestCase("search?q=a&type=song", 400, "Bad search type field song")]
    [TestCase("me/shows", 501, "The simulator does not serve GET /v1/me/shows.")]
    public async Task Wrong_call_is_refused_in_Spotifys_words(string path, int status, string message)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var answer = await session.GetAsync(Fill(path, session));
        Assert.That((answer.Status, answer.Message()), Is.EqualTo((status, message)));
        Assert.That(answer.Json.GetProperty("error").GetProperty("status").GetInt32(), Is.EqualTo(status));
    }

    [TestCase("search?q=a&type=track", 10)]
    [TestCase("artists/{artist}/albums", 10)]
    public async Task Restricted_app_gets_smaller_pages(string path, int maximum)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var filled = Fill(path, session) + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?");
        var page = await session.JsonAsync(filled + "limit=" + maximum.ToString(CultureInfo.InvariantCulture));
        var tooMuch = await session.GetAsync(filled + "limit=" + (maximum + 1).ToString(CultureInfo.InvariantCulture));
        var byDefault = await session.JsonAsync(filled);
        Assert.Multiple(() =>
        {
            Assert.That((page.TryGetProperty("tracks", out var tracks) ? tracks : page).GetProperty("limit").GetInt32(), Is.EqualTo(maximum));
            Assert.That((tooMuch.Status, tooMuch.Message()), Is.EqualTo((400, "Invalid limit")));
            Assert.That((byDefault.TryGetProperty("tracks", out tracks) ? tracks : byDefault).GetProperty("limit").GetInt32(), Is.EqualTo(5));
        });
    }

    [Test]
    public async Task Too_many_ids_are_refused_and_unknown_ones_are_null()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var ids = session.Simulator.Catalogue.Songs.Take(51).Select(song => song.Id).ToList();
        Assert.That((await session.GetAsync("tracks?ids=" + string.Join(',', ids))).Message(), Is.EqualTo("too many ids requested"));

        var songs = (await session.JsonAsync($"tracks?ids={ids[0]},0000000000000000000000,{ids[1]}")).GetProperty("tracks").EnumerateArray().ToList();
        Assert.That(songs.Select(song => song.ValueKind == JsonValueKind.Null ? null : song.Text("id")), Is.EqualTo(new[] { ids[0], null, ids[1] }));
    }

    [Test]
    public async Task Market_tells_what_can_be_played()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Extended);
        var songs = (await session.JsonAsync("me/tracks?limit=50&market=se")).Items().Select(item => item.GetProperty("track")).ToList();
        Assert.That(songs.Select(song => song.GetProperty("is_playable").GetBoolean()).Distinct(), Has.Exactly(2).Items);
        foreach (var song in songs)
        {
            var markets = song.GetProperty("available_markets").EnumerateArray().Select(market => market.GetString()).ToList();
            Assert.That(song.GetProperty("is_playable").GetBoolean(), Is.EqualTo(markets.Contains("SE")));
            Assert.That(song.Has("restrictions"), Is.EqualTo(!markets.Contains("SE")));
        }
    }

    [Test]
    public async Task Inserted_song_moves_every_entry_down()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Restricted);
        var id = session.Simulator.PlaylistIds[0];
        var before = await session.JsonAsync($"playlists/{id}");
        session.Simulator.InsertSong(id);
        var after = await session.JsonAsync($"playlists/{id}");
        Assert.Multiple(() =>
        {
            Assert.That(after.Text("snapshot_id"), Is.Not.EqualTo(before.Text("snapshot_id")));
            Assert.That(after.Page().GetProperty("total").GetInt32(), Is.EqualTo(101));
            Assert.That(Facts(after).Skip(1).Take(99), Is.EqualTo(Facts(before).Take(99)));
            Assert.That(after.Page().Items()[0].GetProperty("added_at").GetDateTimeOffset(), Is.EqualTo(Session.Start));
            Assert.That(session.Simulator.Catalogue.EntriesOn(id, session.Today), Has.Count.EqualTo(101));
        });
    }

    [Test]
    public async Task Known_entity_tag_is_answered_with_304()
    {
        await using var session = await Session.StartAsync(clock => new SimulatorOptions { ETags = true, TimeProvider = clock });
        var path = $"playlists/{session.Simulator.PlaylistIds[0]}";
        var tag = (await session.GetAsync(path)).Header("ETag");
        var again = await session.GetAsync(path, ifNoneMatch: tag);
        session.Simulator.InsertSong(session.Simulator.PlaylistIds[0]);
        var changed = await session.GetAsync(path, ifNoneMatch: tag);
        Assert.That((again.Status, again.Body.Length, changed.Status), Is.EqualTo((304, 0, 200)));
        Assert.That(session.Simulator.Requests.Count(304), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_request_is_logged_and_counted()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Grandfathered);
        await session.GetAsync("me/playlists?limit=1");
        await session.GetAsync("tracks/short");
        var log = session.Simulator.Requests;
        Assert.Multiple(() =>
        {
            Assert.That(log.ToList()[1], Is.EqualTo(new SimulatedRequest("GET", "/v1/me/playlists", "?limit=1", SimulatedAppClass.Grandfathered, Session.Start, 200, null)));
            Assert.That((log.Total, log.TokenCalls, log.ApiCalls, log.Count("/v1/tracks/"), log.Count(400)), Is.EqualTo((3, 1, 2, 1, 1)));
        });
        log.Clear();
        Assert.That(log.Total, Is.Zero);
    }

    [Test]
    public async Task Wrong_options_are_named_with_what_is_expected()
    {
        var wrong = new SimulatorOptions { DaysBetweenChanges = 0 };
        Assert.That(
            async () => await SpotifySimulator.StartAsync(wrong),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("SimulatorOptions.DaysBetweenChanges is 0; expected 1 to 365 days."));
        await using var session = await Session.StartAsync();
        var taken = new SimulatorOptions { Port = session.Simulator.ApiBaseAddress.Port };
        Assert.That(async () => await SpotifySimulator.StartAsync(taken), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Links_stay_on_this_machine()
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Grandfathered);
        foreach (var path in EveryPath)
        {
            Assert.That((await session.GetAsync(Fill(path, session))).Text, Does.Not.Contain("api.spotify.com"), path);
        }
    }

    internal static string Fill(string path, Session session)
    {
        var catalogue = session.Simulator.Catalogue;
        return path
            .Replace("{playlist}", session.Simulator.PlaylistIds[0], StringComparison.Ordinal)
            .Replace("{song}", catalogue.Songs[0].Id, StringComparison.Ordinal)
            .Replace("{album}", catalogue.Albums.MaxBy(album => album.Songs.Count)!.Id, StringComparison.Ordinal)
            .Replace("{artist}", catalogue.Artists[0].Id, StringComparison.Ordinal)
            .Replace("{user}", catalogue.UserId, StringComparison.Ordinal);
    }

    private static List<string> Keys(JsonElement playlist) => [.. playlist.Page().Items().Select(entry => entry.Content()).Where(item => item.ValueKind == JsonValueKind.Object).Select(item => item.Text("uri")!)];

    private static List<int> Popularity(JsonElement playlist) =>
        [.. playlist.Page().Items().Select(entry => entry.Content()).Where(item => item.ValueKind == JsonValueKind.Object && item.Has("popularity")).OrderBy(item => item.Text("uri")).Select(item => item.GetProperty("popularity").GetInt32())];

    // What every class can say about an entry, as one comparable line.
    private static List<string> Facts(JsonElement playlist) => [.. playlist.Page().Items().Select(entry =>
    {
        var item = entry.Content();
        var what = item.ValueKind == JsonValueKind.Null
            ? "null"
            : $"{item.Text("type")} {item.Text("uri")} {item.Text("name")} {item.GetProperty("duration_ms")} {(item.Has("external_ids") ? item.GetProperty("external_ids").GetRawText() : "")} "
                + (item.Has("artists") ? string.Join('|', item.GetProperty("artists").EnumerateArray().Select(artist => artist.Text("id") + artist.Text("name"))) + item.GetProperty("album").Text("id") : "");
        return $"{entry.Text("added_at")} {entry.GetProperty("added_by").Text("id")} {entry.GetProperty("is_local")} {what}";
    })];

    private static List<string> Truth(Session session, string playlist) => [.. session.Simulator.Catalogue.EntriesOn(playlist, session.Today).Select(entry =>
    {
        var what = entry switch
        {
            { Song: { } song } => $"track spotify:track:{song.Id} {song.Name} {song.DurationMs} {{\"isrc\":\"{song.Isrc}\"}} {string.Join('|', song.Artists.Select(artist => artist.Id + artist.Name))}{song.Album.Id}",
            { Episode: { } episode } => $"episode spotify:episode:{episode.Id} {episode.Name} {episode.DurationMs}  ",
            { LocalFile: { } file } => $"track {file.Uri} {file.Name} {file.DurationMs} {{}} {file.ArtistName}",
            _ => "null",
        };
        var added = entry.AddedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{added} {entry.AddedBy} {entry.Kind == SimulatedEntryKind.LocalFile} {what}";
    })];
}
