using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>
/// Simulated replies have the members and JSON types of real ones that others recorded. The recordings are not a part of this project:
/// SPOTIFYPIPELINE_RECORDINGS names their folder.
/// </summary>
public class RecordedShapeTests
{
    [TestCase("album/album_full_2026_extended.json", SimulatedAppClass.Extended, "albums/{album}")]
    [TestCase("album/devmode2026_short_ep.json", SimulatedAppClass.Restricted, "albums/{album}")]
    [TestCase("album/album_tracks_page.json", SimulatedAppClass.Extended, "albums/{album}/tracks")]
    [TestCase("artist/artist.json", SimulatedAppClass.Extended, "artists/{artist}")]
    [TestCase("playlist_2026/playlist_tracks_and_items_both.json", SimulatedAppClass.Grandfathered, "playlists/{playlist}")]
    [TestCase("playlist_2026/items_track_and_item_both.json", SimulatedAppClass.Grandfathered, "playlists/{playlist}/items")]
    [TestCase("playlist_2026/my_playlists_tracks_and_items.json", SimulatedAppClass.Grandfathered, "me/playlists")]
    [TestCase("playlist_classic/playlist_local_and_track.json", SimulatedAppClass.Extended, "playlists/{playlist}")]
    [TestCase("recently_played/page_plus18_2026.json", SimulatedAppClass.Extended, "me/player/recently-played")]
    [TestCase("recently_played/page_empty_cursors_null.json", SimulatedAppClass.Restricted, "me/player/recently-played?after=1999999999999")]
    public async Task Reply_has_the_shape_of_a_recorded_one(string recording, SimulatedAppClass appClass, string path)
    {
        var folder = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_RECORDINGS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Ignore("Recorded replies are compared only where SPOTIFYPIPELINE_RECORDINGS names their folder, and it is not set.");
        }

        await using var session = await Session.StartAsync(appClass);
        using var real = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder!, recording)));
        var recorded = Shape(real.RootElement);
        var simulated = Shape(await session.JsonAsync(SimulatorTests.Fill(path, session)));

        Assert.Multiple(() =>
        {
            Assert.That(recorded.Keys.Except(simulated.Keys), Is.Empty, "members that only the real reply has");
            Assert.That(simulated.Keys.Except(recorded.Keys).Where(path => !IsInEmptyArray(path, recorded)), Is.Empty, "members that only the simulated reply has");
            foreach (var (member, types) in recorded)
            {
                // Null may stand for any type: which values are null differs from playlist to playlist.
                var others = simulated.GetValueOrDefault(member) ?? [];
                Assert.That(types.Except(others).Except(["Null"]), others.SetEquals(["Null"]) ? Is.All.Not.Empty : Is.Empty, member);
            }
        });
    }

    // An array that was empty in the recording does not tell what it would hold.
    private static bool IsInEmptyArray(string path, SortedDictionary<string, HashSet<string>> recorded)
    {
        for (var star = path.IndexOf("/*", StringComparison.Ordinal); star >= 0; star = path.IndexOf("/*", star + 2, StringComparison.Ordinal))
        {
            if (!recorded.ContainsKey(path[..(star + 2)]))
            {
                return recorded.ContainsKey(path[..star]);
            }
        }

        return false;
    }

    // The path of every member, with the JSON types that its values have anywhere in the document.
    private static SortedDictionary<string, HashSet<string>> Shape(JsonElement root)
    {
        var shape = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        Visit("", root);
        return shape;

        void Visit(string path, JsonElement element)
        {
            if (!shape.TryGetValue(path, out var types))
            {
                shape[path] = types = [];
            }

            types.Add(element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : element.ValueKind.ToString());
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    Visit($"{path}/{member.Name}", member.Value);
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    Visit(path + "/*", item);
                }
            }
        }
    }
}
