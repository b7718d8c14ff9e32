using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify;

internal sealed class AppClassTests
{
    [TestCase("""{"snapshot_id":"s","tracks":{"items":[]}}""", SpotifyAppClass.Extended)]
    [TestCase("""{"items":{"items":[]},"snapshot_id":"s","tracks":{"items":[]}}""", SpotifyAppClass.Grandfathered)]
    [TestCase("""{"items":{"items":[]},"snapshot_id":"s"}""", SpotifyAppClass.Restricted)]
    [TestCase("""{"snapshot_id":"s","name":"contents not permitted"}""", SpotifyAppClass.Unknown)]
    [TestCase("""{"items":[null,{"snapshot_id":"s","tracks":{"total":1}}]}""", SpotifyAppClass.Extended)]
    [TestCase("""{"items":[{"snapshot_id":"s","items":{"total":1},"tracks":{"total":1}}]}""", SpotifyAppClass.Grandfathered)]
    [TestCase("""{"items":[{"snapshot_id":"s","items":{"total":1}}],"total":1}""", SpotifyAppClass.Restricted)]
    [TestCase("""{"items":[{"added_by":null,"track":{"track":true}}]}""", SpotifyAppClass.Extended)]
    [TestCase("""{"items":[{"is_local":false,"track":null}]}""", SpotifyAppClass.Extended)]
    [TestCase("""{"items":[{"is_local":false,"item":{"track":true},"track":{"track":true}}]}""", SpotifyAppClass.Grandfathered)]
    [TestCase("""{"items":[{"is_local":false,"item":{"track":true}}]}""", SpotifyAppClass.Restricted)]
    [TestCase("""{"items":[{"is_local":false,"item":{},"track":true}]}""", SpotifyAppClass.Restricted)]
    [TestCase("""{"items":[{"added_at":"2026-01-01T00:00:00Z","track":{"id":"saved"}}]}""", SpotifyAppClass.Unknown)]
    [TestCase("""{"items":[{"played_at":"2026-01-01T00:00:00Z","track":{"id":"played"}}]}""", SpotifyAppClass.Unknown)]
    [TestCase("""{"items":[]}""", SpotifyAppClass.Unknown)]
    [TestCase("""{"id":"a track","is_local":false,"track":true,"episode":false}""", SpotifyAppClass.Unknown)]
    [TestCase("[]", SpotifyAppClass.Unknown)]
    [TestCase("""{"items":""", SpotifyAppClass.Unknown)]
    [TestCase("", SpotifyAppClass.Unknown)]
    public void Class_is_read_off_the_keys(string body, SpotifyAppClass expected) =>
        Assert.That(AppClassEvidence.Read(Encoding.UTF8.GetBytes(body)), Is.EqualTo(expected));

    [Test]
    public void No_bytes_make_it_throw() =>
        Prop.ForAll<byte[]>(bytes => AppClassEvidence.Read(bytes) == SpotifyAppClass.Unknown || bytes.Length > 10).QuickCheckThrowOnFailure();

    [TestCase("playlist_2026/playlist_tracks_and_items_both.json", SpotifyAppClass.Grandfathered)]
    [TestCase("playlist_2026/my_playlists_tracks_and_items.json", SpotifyAppClass.Grandfathered)]
    [TestCase("playlist_2026/items_track_and_item_both.json", SpotifyAppClass.Grandfathered)]
    [TestCase("playlist_2026/items_item_only_devmode.json", SpotifyAppClass.Restricted)]
    [TestCase("playlist_classic/playlist_4tracks_2021.json", SpotifyAppClass.Extended)]
    [TestCase("playlist_classic/items_3tracks_market_2025.json", SpotifyAppClass.Extended)]
    [TestCase("saved/saved_tracks_3.json", SpotifyAppClass.Unknown)]
    [TestCase("recently_played/page_20_legacy.json", SpotifyAppClass.Unknown)]
    public async Task Real_replies_show_their_class(string file, SpotifyAppClass expected) =>
        Assert.That(AppClassEvidence.Read(await File.ReadAllBytesAsync(Recordings.Require(file))), Is.EqualTo(expected));
}
