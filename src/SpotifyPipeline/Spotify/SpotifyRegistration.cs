using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Spotify;

/// <summary>Puts the room together. What is registered before (a token provider, a token store, a client) stays.</summary>
internal static class SpotifyRegistration
{
    /// <summary>Adds <see cref="ISpotifyClient"/> and what it needs.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="key">The pipeline's key; null for the one without a name. A key also ends the HTTP clients' names (<c>SpotifyPipeline.Api:KEY</c>).</param>
    /// <param name="options">Gets the settings of this pipeline.</param>
    public static IServiceCollection AddSpotifyClient(this IServiceCollection services, string? key, Func<IServiceProvider, SpotifyOptions> options)
    {
        var suffix = key is null ? "" : $":{key}";
        var (api, accounts) = (SpotifyHttp.ApiClient + suffix, SpotifyHttp.AccountsClient + suffix);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(key, (_, _) => new CallCounter());
        services.TryAddKeyedSingleton(key, (provider, _) => new SpotifyHttp(
            options(provider),
            provider.GetRequiredKeyedService<CallCounter>(key),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddKeyedSingleton(key, (provider, _) => TokenGrants.CreateStore(options(provider), Logger(provider)));
        services.TryAddKeyedSingleton<IAccessTokenProvider>(key, (provider, _) => new SharedAccessTokenProvider(
            TokenGrants.Create(
                options(provider),
                new TokenEndpoint(Clients(provider), accounts, provider.GetRequiredKeyedService<SpotifyHttp>(key).Accounts),
                provider.GetRequiredKeyedService<ITokenStore>(key),
                provider.GetRequiredService<TimeProvider>(),
                Logger(provider)),
            provider.GetRequiredService<TimeProvider>(),
            Logger(provider)));
        services.TryAddKeyedSingleton<ISpotifyClient>(key, (provider, _) =>
            new SpotifyClient(Clients(provider), api, provider.GetRequiredKeyedService<SpotifyHttp>(key).Api));
        AddHttpClient(services, api, provider =>
            provider.GetRequiredKeyedService<SpotifyHttp>(key).ApiHandlers(provider.GetRequiredKeyedService<IAccessTokenProvider>(key)));
        AddHttpClient(services, accounts, provider => provider.GetRequiredKeyedService<SpotifyHttp>(key).AccountsHandlers());
        return services;
    }

    // The factory's own request logging would write every address twice; the chain logs what matters.
    private static void AddHttpClient(IServiceCollection services, string name, Func<IServiceProvider, IReadOnlyList<DelegatingHandler>> handlers)
    {
        // Registered before: adding the chain again would run it twice within itself.
        if (services.Any(service => service.ImplementationInstance is AddedClient added && added.Name == name))
        {
            return;
        }

        services.AddSingleton(new AddedClient(name));
        services.AddHttpClient(name, SpotifyHttp.Configure)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(SpotifyHttp.CreatePrimaryHandler)
            .ConfigureAdditionalHttpMessageHandlers((chain, provider) =>
            {
                // In front of what others add, so that their handlers see every single try.
                for (var (i, own) = (0, handlers(provider)); i < own.Count; i++)
                {
                    chain.Insert(i, own[i]);
                }
            });
    }

    private static IHttpClientFactory Clients(IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>();

    private static ILogger Logger(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger(SpotifyLog.Category);

    private sealed record AddedClient(string Name);
}
