using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify;

internal sealed class SpotifyRegistrationTests
{
    [Test]
    public async Task Registering_twice_sends_each_request_once()
    {
        var (services, server) = Services();
        services.AddSpotifyClient(null, _ => Options("http://127.0.0.1:1/v1/"));
        services.AddSpotifyClient(null, _ => Options("http://127.0.0.1:1/v1/"));
        services.AddHttpClient(SpotifyHttp.ApiClient).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ISpotifyClient>().GetAsync("me", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Seen, Has.Count.EqualTo(1));
            Assert.That(provider.GetRequiredService<CallCounter>().Snapshot().Calls, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Named_pipelines_have_their_own_addresses_and_counts()
    {
        var (services, server) = Services();
        services.AddKeyedSingleton<IAccessTokenProvider>("one", new FixedToken());
        services.AddKeyedSingleton<IAccessTokenProvider>("two", new FixedToken());
        services.AddSpotifyClient("one", _ => Options("http://127.0.0.1:1/v1/"));
        services.AddSpotifyClient("two", _ => Options("http://127.0.0.1:2/v1/"));
        services.AddHttpClient(SpotifyHttp.ApiClient + ":one").ConfigurePrimaryHttpMessageHandler(() => server);
        services.AddHttpClient(SpotifyHttp.ApiClient + ":two").ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ISpotifyClient>("one").GetAsync("me", CancellationToken.None);
        await provider.GetRequiredKeyedService<ISpotifyClient>("two").GetAsync("me", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Seen.Select(seen => seen.Uri.Port), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(provider.GetRequiredKeyedService<CallCounter>("two").Snapshot().Calls, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Token_goes_to_the_configured_address_only_even_through_a_client_of_the_same_name()
    {
        var (services, server) = Services();
        services.AddSpotifyClient(null, _ => Options("http://127.0.0.1:1/v1/"));
        services.AddHttpClient(SpotifyHttp.ApiClient).ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(SpotifyHttp.ApiClient);

        foreach (var address in new[] { "http://127.0.0.1:2/v1/me", "https://127.0.0.1:1/v1/me", "http://localhost:1/v1/me", "http://127.0.0.1:1/v2/me", "http://x@127.0.0.1:1/v1/me" })
        {
            Assert.That(async () => await client.GetAsync(new Uri(address)), Throws.InvalidOperationException, address);
        }

        Assert.That(server.Seen, Is.Empty);
    }

    private static (ServiceCollection Services, ScriptedServer Server) Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAccessTokenProvider>(new FixedToken());
        return (services, new ScriptedServer().Then(200, "{}"));
    }

    private static SpotifyOptions Options(string api) => new() { ClientId = "id", ClientSecret = "secret", ApiBaseAddress = new Uri(api) };
}
