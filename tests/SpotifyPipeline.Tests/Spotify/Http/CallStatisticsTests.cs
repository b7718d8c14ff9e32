using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Http;

[CancelAfter(60_000)]
internal sealed class CallStatisticsTests
{
    [TestCase("https://api.spotify.com/v1/playlists/3cEYpjA9oz9GiPac4AsH4n/items?limit=50", "playlists/{id}/items")]
    [TestCase("https://api.spotify.com/v1/playlists/unknown", "playlists/{id}")]
    [TestCase("https://api.spotify.com/v1/me/top/tracks?time_range=short_term", "me/top/tracks")]
    [TestCase("https://api.spotify.com/v1/me/playlists", "me/playlists")]
    [TestCase("https://api.spotify.com/v1/tracks", "tracks")]
    [TestCase("http://127.0.0.1:4010/albums/0sNOF9WDwhWunNAHPD3Baj/tracks", "albums/{id}/tracks")]
    [TestCase("https://api.spotify.com/v1/search?q=x", "search")]
    [TestCase("https://api.spotify.com/v1/", "")]
    public void Endpoint_is_the_path_without_its_ids(string address, string family) =>
        Assert.That(EndpointFamily.Of(new Uri(address)), Is.EqualTo(family));

    [Test]
    public async Task Every_request_that_leaves_is_counted_by_endpoint()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(500, "").Then(200, "{}");
        await rig.GetAsync("albums/0sNOF9WDwhWunNAHPD3Baj");
        var before = rig.Statistics;
        await rig.GetAsync("albums/1DFixLWuPkv3KT3TnV35m3");
        await rig.GetAsync("me");

        var statistics = rig.Statistics;
        var run = statistics.Since(before);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(statistics.CallsByEndpoint, Is.EqualTo(new Dictionary<string, long> { ["albums/{id}"] = 3, ["me"] = 1 }));
            Assert.That((statistics.Calls, statistics.Retries, statistics.TokenRequests), Is.EqualTo((4, 1, 1)));
            Assert.That(run.CallsByEndpoint, Is.EqualTo(new Dictionary<string, long> { ["albums/{id}"] = 1, ["me"] = 1 }));
            Assert.That((run.Calls, run.Retries, run.TokenRequests), Is.EqualTo((2, 0, 0)));
            Assert.That(SpotifyCallStatistics.None.Calls, Is.Zero);
        }
    }
}
