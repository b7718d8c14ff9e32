using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Spotify.Models;
using SpotifyPipeline.Spotify.Paging;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify;

/// <summary>The requests of the client, judged by the OpenAPI document. Shapes only: the judge keeps no state and repeats one page for ever.</summary>
internal sealed class OpenApiContractTests
{
    private const string Id = "3cEYpjA9oz9GiPac4AsH4n";

    private PrismJudge? _judge;
    private ServiceProvider? _provider;

    private ISpotifyClient Client => _provider!.GetRequiredService<ISpotifyClient>();

    [OneTimeSetUp]
    public async Task StartJudge()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        _judge = await PrismJudge.StartAsync(patience.Token);
        var options = new SpotifyOptions { ClientId = "id", ClientSecret = "secret", ApiBaseAddress = _judge.Address, MaxRetries = 0 };
        var services = new ServiceCollection();
        services.AddSingleton<IAccessTokenProvider>(new FixedToken());
        services.AddSpotifyClient(null, _ => options);
        _provider = services.BuildServiceProvider();
    }

    [OneTimeTearDown]
    public void StopJudge()
    {
        _provider?.Dispose();
        _judge?.Dispose();
    }

    [TestCase("me")]
    [TestCase("me/playlists?limit=50&offset=0")]
    [TestCase("me/playlists?limit=10&offset=0")]
    [TestCase("me/tracks?limit=50&offset=50&market=DE")]
    [TestCase("me/albums?limit=50&offset=0")]
    [TestCase("me/top/tracks?time_range=short_term&limit=50&offset=0")]
    [TestCase("me/top/artists?time_range=long_term&limit=50&offset=0")]
    [TestCase("me/player/recently-played?limit=50")]
    [TestCase("me/player/recently-played?limit=50&before=1495842394544")]
    [TestCase("me/following?type=artist&limit=50&after=0I2XqVXqHScXjHhk6AYYRe")]
    [TestCase("playlists/" + Id + "?additional_types=track,episode")]
    [TestCase("playlists/" + Id + "?fields=snapshot_id,name,items.total,tracks.total")]
    [TestCase("playlists/" + Id + "/items?additional_types=track,episode&limit=50&offset=0")]
    [TestCase("albums/" + Id)]
    [TestCase("albums/" + Id + "/tracks?limit=50&offset=0")]
    [TestCase("artists/" + Id)]
    [TestCase("tracks/" + Id)]
    [TestCase("search?q=remaster%2520track%3ADoxy&type=track,album,artist&limit=10&offset=0")]
    public async Task Request_is_allowed_by_the_document(string path) =>
        Assert.That((await Client.GetAsync(path, CancellationToken.None)).Body.Length, Is.Positive);

    [TestCase("search?q=x&type=track&limit=50")]
    [TestCase("playlists/" + Id + "/items?limit=51")]
    public void Illegal_request_is_refused_so_the_judge_does_judge(string path) =>
        Assert.That(
            async () => await Client.GetAsync(path, CancellationToken.None),
            Throws.TypeOf<SpotifyApiException>().With.Property(nameof(SpotifyApiException.StatusCode)).EqualTo(HttpStatusCode.UnprocessableEntity));

    [Test]
    public void Unknown_path_is_refused_so_the_judge_does_judge() =>
        Assert.That(
            async () => await Client.GetAsync("me/no-such-thing", CancellationToken.None),
            Throws.TypeOf<SpotifyApiException>().With.Property(nameof(SpotifyApiException.StatusCode)).EqualTo(HttpStatusCode.NotFound));

    [Test]
    public async Task Documented_shapes_are_read_as_models()
    {
        var playlist = SpotifyModels.Read<Playlist>(await BodyAsync($"playlists/{Id}"));
        var entries = SpotifyModels.Read<Paging<PlaylistEntry>>(await BodyAsync($"playlists/{Id}/items"));
        var album = SpotifyModels.Read<Album>(await BodyAsync($"albums/{Id}"));
        var artist = SpotifyModels.Read<Artist>(await BodyAsync($"artists/{Id}"));
        var plays = SpotifyModels.Read<Paging<PlayHistory>>(await BodyAsync("me/player/recently-played"));
        var found = SpotifyModels.Read<SearchResults>(await BodyAsync("search?q=x&type=track,album,artist,playlist"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(playlist?.Contents?.Items?[0]?.Track?.Album?.ReleaseDate, Is.EqualTo("1981-12"));
            Assert.That(entries?.Items?[0]?.Track?.Artists, Is.Not.Empty);
            Assert.That(album?.Tracks?.Items, Is.Not.Empty);
            Assert.That(artist?.Images?[0]?.Height, Is.EqualTo(300));
            Assert.That(plays?.Items?[0]?.Track?.Type, Is.EqualTo("track"));
            Assert.That(found?.Albums?.Items, Is.Not.Empty);
            Assert.That(AppClassEvidence.Read(await BodyAsync($"playlists/{Id}")), Is.EqualTo(SpotifyAppClass.Grandfathered), "the document holds both key sets");
        }
    }

    [Test]
    public async Task Constant_next_that_leads_elsewhere_is_not_followed()
    {
        var pages = new List<SpotifyPage>();
        await foreach (var page in Client.ReadByOffsetAsync(new SpotifyPageRequest("me/tracks", 50)))
        {
            pages.Add(page);
        }

        Assert.That(pages.Select(page => page.Reply.RequestUri.Host), Has.All.EqualTo("127.0.0.1"));
        Assert.That(pages, Has.Count.LessThan(10));
    }

    private async Task<byte[]> BodyAsync(string path) => (await Client.GetAsync(path, CancellationToken.None)).Body.ToArray();
}
