using LambdaHost.Events;
using LambdaHost.Handlers;
using LambdaHost.Observability;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpotifyPipeline;
using SpotifyPipeline.Aws.SecretsManager;
using SpotifyPipeline.Aws.Sns;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.DependencyInjection;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Storage;

namespace LambdaHost;

/// <summary>The host: settings from the environment and the secret, the pipeline on AWS, and the handlers on top of it.</summary>
internal static class Composition
{
    /// <summary>Settings from the environment, and from the secret that <c>LambdaHost:Secret</c> names.</summary>
    public static async Task<(IConfiguration Configuration, SpotifySecret? Secret)> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (environment["LambdaHost:Secret"] is not { Length: > 0 } secretId)
        {
            return (environment, null);
        }

        var serviceUrl = environment["LambdaHost:SecretServiceUrl"] is { Length: > 0 } url ? new Uri(url) : null;
        var secret = await SpotifySecret.ReadAsync(secretId, serviceUrl, cancellationToken);
        return (new ConfigurationBuilder().AddInMemoryCollection(secret.Settings).AddConfiguration(environment).Build(), secret);
    }

    /// <summary>Everything that a handler needs.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="tokens">Where a replaced refresh token is kept; null for the memory of this sandbox.</param>
    /// <param name="log">Where log lines go.</param>
    /// <param name="configure">Changes the pipeline, as a test or a host of your own may want; null for nothing.</param>
    public static ServiceProvider Build(IConfiguration configuration, ITokenStore? tokens, Stream log, Action<SpotifyPipelineBuilder>? configure = null)
    {
        var services = new ServiceCollection();

        // Made here, as the handlers are below: ahead-of-time code has to link what the container would find by reflection.
        services.AddSingleton<ILoggerFactory>(_ => new LoggerFactory(
            [new JsonLineLoggerProvider(log, LogLevelOf(configuration), TimeProvider.System)],
            new LoggerFilterOptions { MinLevel = LogLevelOf(configuration) }));
        if (tokens is not null)
        {
            // Before the pipeline, which adds a store only where there is none.
            services.AddSingleton(tokens);
        }

        var pipeline = services.AddSpotifyPipeline(configuration.GetSection("SpotifyPipeline")).UseAws();
        foreach (var playlist in (configuration["LambdaHost:Playlists"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            pipeline.AddPlaylistSource(playlist);
        }

        AddHandlers(services, configuration);
        configure?.Invoke(pipeline);
        return services.BuildServiceProvider();
    }

    private static void AddHandlers(IServiceCollection services, IConfiguration configuration)
    {
        var aws = configuration.GetSection("SpotifyPipeline:Aws");
        services.AddSingleton(provider => provider.GetRequiredService<IOptionsMonitor<SpotifyPipelineOptions>>().CurrentValue.Lake.CreateLayout());
        services.AddSingleton<ISequencerMemory>(provider => new LakeSequencerMemory(Store(provider), Layout(provider).State));
        services.AddSingleton<IResumeHints>(provider => new LakeResumeHints(Store(provider), Layout(provider).State));
        services.AddSingleton(provider => new LakeAddress(
            aws["RawBucket"] ?? aws["Bucket"],
            aws["Prefix"] is { Length: > 0 } prefix ? prefix.TrimEnd('/') + "/" : "",
            Layout(provider).RawPending));
        services.AddSingleton(provider => new ExtractHandler(
            Pipeline(provider),
            Store(provider),
            Layout(provider),
            provider.GetRequiredService<IResumeHints>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TransformHandler(
            Pipeline(provider),
            provider.GetRequiredService<LakeAddress>(),
            provider.GetRequiredService<ISequencerMemory>()));
        services.AddSingleton(provider => new TransformPendingHandler(Pipeline(provider)));
        services.AddSingleton(provider => new CatalogHandler(
            provider.GetRequiredService<ITableCatalog>(),
            configuration["LambdaHost:Crawler"] is { Length: > 0 } crawler ? crawler : null,
            provider.GetRequiredService<ICurrentTables>()));
        services.AddSingleton(provider => new AskHandler(provider.GetRequiredService<IQueryEngine>()));
        services.AddSingleton(provider => new NotifyHandler(provider.GetRequiredService<INotifier>()));
        services.AddSingleton<INotifier>(provider => configuration["LambdaHost:Topic"] is { Length: > 0 } topic
            ? new SnsNotifier(topic, configuration["LambdaHost:TopicServiceUrl"] is { Length: > 0 } url ? new Uri(url) : null)
            : new LogNotifier(provider.GetRequiredService<ILoggerFactory>().CreateLogger<LogNotifier>()));
    }

    private static IPipeline Pipeline(IServiceProvider provider) => provider.GetRequiredService<IPipeline>();

    private static IObjectStore Store(IServiceProvider provider) => provider.GetRequiredService<IObjectStore>();

    private static LakeLayout Layout(IServiceProvider provider) => provider.GetRequiredService<LakeLayout>();

    private static LogLevel LogLevelOf(IConfiguration configuration) =>
        Enum.TryParse<LogLevel>(configuration["LambdaHost:LogLevel"], ignoreCase: true, out var level) ? level : LogLevel.Information;
}
