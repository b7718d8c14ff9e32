using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Http;

/// <summary>The real network handler against bytes on a real socket.</summary>
[CancelAfter(60_000)]
internal sealed class NetworkTests
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes("""{"name":"über","items":[1,2,3]}""");
    private static readonly byte[] Good = RawServer.Reply($"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {Json.Length}\nConnection: close", Json);

    private static readonly object[] CutOff =
    [
        new object[] { "content-length", RawServer.Reply("HTTP/1.1 200 OK\nContent-Length: 100", Json) },
        new object[] { "chunked", RawServer.Reply("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", [.. "20\r\n"u8, .. Json]) },
        new object[] { "close-delimited", RawServer.Reply("HTTP/1.1 200 OK\nConnection: close", Json[..^5]) },
        new object[] { "gzip", RawServer.Reply("HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close", Gzip(Json)[..^12]) },
        new object[] { "damaged gzip", RawServer.Reply("HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close", Encoding.ASCII.GetBytes("this is not gzip at all")) },
        new object[] { "nothing", Array.Empty<byte>() },
        new object[] { "half a head", Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Le") },
    ];

    [TestCaseSource(nameof(CutOff))]
    public async Task Reply_that_is_cut_off_is_asked_for_again(string how, byte[] reply)
    {
        using var server = new RawServer(reply, Good);
        await using var provider = Build(server.Address);

        var received = await provider.GetRequiredService<ISpotifyClient>().GetAsync("me", CancellationToken.None);

        Assert.That(received.Body.ToArray(), Is.EqualTo(Json), how);
        // The network handler repeats a request by itself when a connection was closed before the first byte came.
        Assert.That(server.Requests, Has.Count.EqualTo(2), how);
    }

    [Test]
    public async Task Compressed_body_arrives_decompressed()
    {
        using var server = new RawServer(RawServer.Reply("HTTP/1.1 200 OK\nContent-Encoding: gzip\nConnection: close", Gzip(Json)));
        await using var provider = Build(server.Address);

        var reply = await provider.GetRequiredService<ISpotifyClient>().GetAsync("me", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Body.ToArray(), Is.EqualTo(Json));
            Assert.That(server.Requests[0], Does.Contain("gzip"));
        }
    }

    [Test]
    public async Task Redirect_is_not_followed_and_the_token_stays()
    {
        using var other = new RawServer(Good);
        using var server = new RawServer(RawServer.Reply($"HTTP/1.1 307 Temporary Redirect\nLocation: {other.Address}me\nContent-Length: 0\nConnection: close"));
        await using var provider = Build(server.Address);

        Assert.That(
            async () => await provider.GetRequiredService<ISpotifyClient>().GetAsync("me", CancellationToken.None),
            Throws.TypeOf<SpotifyApiException>().With.Message.Contains("Redirects are not followed"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests, Has.Count.EqualTo(1));
            Assert.That(server.Requests[0], Does.Contain($"Authorization: Bearer {FixedToken.Value}"));
            Assert.That(other.Requests, Is.Empty);
        }
    }

    private static ServiceProvider Build(Uri address)
    {
        var options = new SpotifyOptions { ClientId = "id", ClientSecret = "secret", ApiBaseAddress = address };
        var services = new ServiceCollection();
        services.AddSingleton<IAccessTokenProvider>(new FixedToken());
        services.AddSingleton(provider => new SpotifyHttp(
            options, provider.GetRequiredService<CallCounter>(), TimeProvider.System, provider.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>(), () => 0));
        services.AddSpotifyClient(null, _ => options);
        return services.BuildServiceProvider();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
