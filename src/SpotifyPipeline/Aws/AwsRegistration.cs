using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Aws.S3;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws;

/// <summary>Puts S3, Glue and Athena in the place of the folder, its catalog and its query engine.</summary>
internal static class AwsRegistration
{
    /// <param name="services">The host's services. An <see cref="IAmazonS3"/> that is registered already is used as it is.</param>
    /// <param name="options">The settings, checked by <see cref="AwsOptionsCheck"/> before.</param>
    /// <param name="placement">What the layout means for buckets.</param>
    public static void Register(IServiceCollection services, Func<IServiceProvider, AwsOptions> options, Func<IServiceProvider, AwsPlacement> placement)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAmazonS3>(provider => S3ClientFactory.Create(options(provider)));
        services.TryAddSingleton(provider => new GlueClient(Config(GlueClient.Service, options(provider), options(provider).GlueServiceUrl)));
        services.TryAddSingleton(provider => new AthenaClient(Config(AthenaClient.Service, options(provider), options(provider).AthenaServiceUrl)));

        services.RemoveAll<IObjectStore>();
        services.AddSingleton(provider => CreateStore(provider, options(provider), placement(provider)));
        services.RemoveAll<IQueryEngine>();
        services.AddSingleton<IQueryEngine>(provider => CreateEngine(provider, options(provider), new AthenaScanLimit(provider.GetRequiredService<ITableCatalog>(), provider.GetRequiredService<IObjectStore>(), options(provider))));
        services.RemoveAll<ITableCatalog>();
        services.AddSingleton<ITableCatalog>(provider => new GlueTableCatalog(
            provider.GetRequiredService<GlueClient>(),
            provider.GetRequiredService<IObjectStore>(),
            // An engine of its own without a scan limit, which needs the catalog: views read nothing.
            CreateEngine(provider, options(provider), limit: null),
            options(provider),
            provider.GetRequiredService<TimeProvider>(),
            LoggerOf<GlueTableCatalog>(provider)));
        services.TryAddSingleton(provider => new AthenaNamedQueries(provider.GetRequiredService<AthenaClient>(), options(provider), provider.GetRequiredService<TimeProvider>()));
    }

    private static IObjectStore CreateStore(IServiceProvider provider, AwsOptions options, AwsPlacement placement)
    {
        var client = provider.GetRequiredService<IAmazonS3>();
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = LoggerOf<S3ObjectStore>(provider);
        var curated = options.CuratedBucket ?? options.Bucket!;
        var raw = options.RawBucket ?? options.Bucket!;
        var rest = options.Bucket ?? curated;
        var stores = new[] { rest, raw, curated }.Distinct(StringComparer.Ordinal)
            .ToDictionary(bucket => bucket, bucket => (IObjectStore)new S3ObjectStore(client, bucket, options, time, logger), StringComparer.Ordinal);
        return stores.Count == 1
            ? stores[rest]
            : new RoutedObjectStore(stores[rest], [.. placement.RawPrefixes.Select(p => (p, stores[raw])), (placement.CuratedPrefix, stores[curated])]);
    }

    private static AthenaQueryEngine CreateEngine(IServiceProvider provider, AwsOptions options, AthenaScanLimit? limit) =>
        new(provider.GetRequiredService<AthenaClient>(), options, limit, provider.GetRequiredService<TimeProvider>(), LoggerOf<AthenaQueryEngine>(provider));

    private static AwsJsonConfig Config(AwsJsonService service, AwsOptions options, string? serviceUrl)
    {
        var config = new AwsJsonConfig(service);
        AwsRegion.Apply(config, options, serviceUrl);
        return config;
    }

    private static ILogger<T> LoggerOf<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;
}
