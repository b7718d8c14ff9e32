using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify.Models;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Models;

internal sealed class SpotifyModelsTests
{
    private const string Entry = """{"added_at":"2026-02-01T00:48:54Z","added_by":{"id":"","uri":"spotify:user:"},"is_local":false,""";
    private const string TrackBody = """{"type":"track","id":"t1","name":"One","track":true,"episode":false,"duration_ms":1000}""";

    [TestCase("\"tracks\":{\"items\":[" + Entry + "\"track\":" + TrackBody + "}],\"total\":1}")]
    [TestCase("\"items\":{\"items\":[" + Entry + "\"item\":" + TrackBody + "}],\"total\":1}")]
    [TestCase("\"tracks\":{\"items\":[" + Entry + "\"track\":" + TrackBody + "}],\"total\":1},\"items\":{\"items\":[" + Entry + "\"item\":" + TrackBody + ",\"track\":" + TrackBody + "}],\"total\":1}")]
    [TestCase("\"items\":{\"items\":[" + Entry + "\"item\":" + TrackBody + ",\"track\":true}],\"total\":1},\"tracks\":true")]
    public void Playlist_reads_the_same_in_all_three_shapes(string contents)
    {
        var playlist = Read<Playlist>($$"""{"id":"p1","name":"List","snapshot_id":"s","public":null,"type":"playlist",{{contents}}}""");

        var entry = playlist?.Contents?.Items?.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((playlist?.Id, playlist?.Name, playlist?.SnapshotId, playlist?.Public), Is.EqualTo(("p1", "List", "s", (bool?)null)));
            Assert.That(playlist?.Contents?.Total, Is.EqualTo(1));
            Assert.That(entry?.ItemType, Is.EqualTo("track"));
            Assert.That((entry?.Track?.Id, entry?.Track?.DurationMs), Is.EqualTo(("t1", 1000L)));
            Assert.That(entry?.Episode, Is.Null);
            Assert.That(entry?.AddedAt, Is.EqualTo(new DateTimeOffset(2026, 2, 1, 0, 48, 54, TimeSpan.Zero)));
            Assert.That(entry?.AddedBy?.Id, Is.Null, "an empty id is none");
        }
    }

    [Test]
    public void Contents_that_are_not_permitted_are_not_an_empty_list() =>
        Assert.That(Read<Playlist>("""{"id":"p1","images":null}""")?.Contents, Is.Null);

    [Test]
    public void Entries_of_every_kind_keep_their_place()
    {
        var page = Read<Paging<PlaylistEntry>>("""
            {"items":[
              null,
              {"item":null,"is_local":false},
              {"item":{"type":"episode","id":"e1","show":{"name":"Pod","total_episodes":null},"languages":[null,"en"],"release_date":"0000"}},
              {"item":{"type":"track","id":null,"uri":"spotify:local:a:b:c:1","duration_ms":{"totalMilliseconds":188000},"album":{"id":null,"images":[]},"artists":[{"id":null,"name":"A"}]},"is_local":true},
              {"item":{"type":"chapter","id":"c1"}},
              7
            ],"total":6.0}
            """);

        var items = page!.Items!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(items.Select(item => item?.ItemType), Is.EqualTo(new[] { null, null, "episode", "track", "chapter", null }));
            Assert.That(items[2]?.Episode?.Show?.Name, Is.EqualTo("Pod"));
            Assert.That(items[2]?.Episode?.Languages, Is.EqualTo(new[] { null, "en" }));
            Assert.That((items[3]?.Track?.DurationMs, items[3]?.Track?.Artists?[0]?.Name), Is.EqualTo(((long?)null, "A")));
            Assert.That((items[4]?.Track, items[4]?.Episode), Is.EqualTo(((Track?)null, (Episode?)null)));
            Assert.That(page.Total, Is.EqualTo(6));
        }
    }

    [TestCase("Track", "One")]
    [TestCase("TRACK", "One")]
    [TestCase(null, "One")]
    [TestCase("chapter", null)]
    public void Kind_is_read_in_any_case_and_a_thing_without_one_as_a_track(string? type, string? name) =>
        Assert.That(
            Read<PlaylistEntry>($"{{\"item\":{{\"name\":\"One\"{(type is null ? "" : $",\"type\":\"{type}\"")}}}}}"),
            Has.Property("ItemType").EqualTo(type).And.Matches<PlaylistEntry>(entry => entry?.Track?.Name == name));

    [TestCase("85", 85)]
    [TestCase("85.0", 85)]
    [TestCase("8.5E1", 85)]
    [TestCase("0", 0)]
    [TestCase("-3", -3)]
    [TestCase("85.5", null)]
    [TestCase("1e300", null)]
    [TestCase("99999999999", null)]
    [TestCase("\"85\"", null)]
    [TestCase("{\"n\":85}", null)]
    [TestCase("[85]", null)]
    [TestCase("true", null)]
    [TestCase("null", null)]
    public void Whole_numbers_come_in_any_notation_and_nothing_is_guessed(string json, int? expected) =>
        Assert.That(Read<Track>($$"""{"popularity":{{json}},"name":"after"}"""), Has.Property("Popularity").EqualTo(expected).And.Property("Name").EqualTo("after"));

    [Test]
    public void Every_member_survives_every_wrong_form()
    {
        string[] forms = ["null", "true", "7", "7.5", "\"text\"", "[]", "[null,7,{}]", "{}", "{\"items\":7}", "\"\\ud800\""];
        string[] members = ["id", "name", "album", "artists", "images", "duration_ms", "explicit", "external_ids", "external_urls", "popularity", "type", "owner", "items", "tracks", "item", "track", "added_at", "added_by", "followers", "genres", "cursors", "total", "context", "played_at", "show", "languages"];
        foreach (var form in forms)
        {
            var body = $"{{{string.Join(',', members.Select(member => $"\"{member}\":{form}"))}}}";
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Read<Playlist>(body), Is.Not.Null, form);
                Assert.That(Read<Track>(body), Is.Not.Null, form);
                Assert.That(Read<Album>(body), Is.Not.Null, form);
                Assert.That(Read<Artist>(body), Is.Not.Null, form);
                Assert.That(Read<Episode>(body), Is.Not.Null, form);
                Assert.That(Read<User>(body), Is.Not.Null, form);
                Assert.That(Read<SearchResults>(body), Is.Not.Null, form);
                Assert.That(Read<PlaylistEntry>(body), Is.Not.Null, form);
                Assert.That(Read<Paging<PlayHistory>>($"{{\"items\":[{body}]}}")?.Items, Has.Count.EqualTo(1), form);
                Assert.That(Read<Paging<SavedItem>>($"{{\"items\":[{body}]}}")?.Items, Has.Count.EqualTo(1), form);
            }
        }
    }

    [TestCase("\"2026-05-26T23:46:34.544Z\"", "2026-05-26T23:46:34.5440000+00:00")]
    [TestCase("\"2023-02-01T00:48:54Z\"", "2023-02-01T00:48:54.0000000+00:00")]
    [TestCase("\"2023-02-01T02:48:54+02:00\"", "2023-02-01T00:48:54.0000000+00:00")]
    [TestCase("\"1970-01-01T00:00:00Z\"", null)]
    [TestCase("\"\"", null)]
    [TestCase("\"yesterday\"", null)]
    [TestCase("\"12\"", null)]
    [TestCase("1495842394544", null)]
    public void Moments_are_read_with_and_without_fractions(string json, string? expected) =>
        Assert.That(
            Read<Paging<PlayHistory>>($$"""{"items":[{"played_at":{{json}},"context":null}]}""")?.Items?[0]?.PlayedAt?.ToString("O"),
            Is.EqualTo(expected));

    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("7")]
    public void Document_that_is_no_object_is_nothing(string body) => Assert.That(Read<Playlist>(body), Is.Null);

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[")]
    [TestCase("{}{}")]
    public void Damaged_document_is_an_error(string body) => Assert.That(() => Read<Playlist>(body), Throws.InstanceOf<JsonException>());

    [Test]
    public void Type_that_is_no_model_is_named() =>
        Assert.That(() => Read<SpotifyModelsTests>("{}"), Throws.TypeOf<NotSupportedException>().With.Message.Contains(nameof(SpotifyModelsTests)));

    [Test]
    public void Any_total_is_read_back() =>
        Prop.ForAll<long>(total => Read<Paging<Track>>($$"""{"total":{{total}}}""")!.Total == total).QuickCheckThrowOnFailure();

    [Test]
    public async Task Real_replies_are_read_in_full()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Recordings.Require("expected.json")));
        var checkedFiles = 0;
        foreach (var file in expected.RootElement.EnumerateObject().Where(file => file.Name.Contains("playlist_", StringComparison.Ordinal)))
        {
            if (!file.Value.TryGetProperty("entries", out var entries) || !file.Name.EndsWith(".json", StringComparison.Ordinal) || file.Name.StartsWith("playlist_list", StringComparison.Ordinal) || file.Name.Contains("my_playlists", StringComparison.Ordinal))
            {
                continue;
            }

            var bytes = await File.ReadAllBytesAsync(Recordings.Require(file.Name));
            var page = SpotifyModels.Read<Playlist>(bytes)?.Contents ?? SpotifyModels.Read<Paging<PlaylistEntry>>(bytes);
            if (page?.Items is not { } items)
            {
                continue;
            }

            checkedFiles++;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(items, Has.Count.EqualTo(entries.GetInt32()), file.Name);
                Assert.That(items.Count(item => item?.IsLocal == true), Is.EqualTo(Number(file.Value, "local")), file.Name);
                Assert.That(items.Count(item => item is null), Is.EqualTo(Number(file.Value, "null_entries")), file.Name);
                Assert.That(items.Select(item => item?.Track?.Id).Where(id => id is not null).Distinct().Count(), Is.EqualTo(Number(file.Value, "distinct_track_ids")), file.Name);
                foreach (var type in file.Value.GetProperty("by_type").EnumerateObject().Where(type => type.Name != "(no type)"))
                {
                    Assert.That(items.Count(item => item?.ItemType == type.Name), Is.EqualTo(type.Value.GetInt32()), $"{file.Name} {type.Name}");
                }
            }
        }

        Assert.That(checkedFiles, Is.GreaterThan(8));
    }

    private static int Number(JsonElement expected, string name) => expected.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static T? Read<T>(string json)
        where T : class => SpotifyModels.Read<T>(Encoding.UTF8.GetBytes(json));
}
