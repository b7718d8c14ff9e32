using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws;

namespace SpotifyPipeline;

/// <summary>The lake on AWS.</summary>
public static class AwsBuilderExtensions
{
    /// <summary>
    /// Keeps the lake in S3 instead of a folder, its tables in Glue, and answers SQL with Athena. Nothing else changes.
    /// </summary>
    /// <remarks>
    /// Credentials, region and retries are the SDK's own. An <see cref="IAmazonS3"/> that the host registered is used as it is.
    /// </remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes settings after the section <c>Aws</c> has been read; null for none.</param>
    public static SpotifyPipelineBuilder UseAws(this SpotifyPipelineBuilder builder, Action<AwsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.Configure(options =>
        {
            options.UsesAws = true;
            configure?.Invoke(options.Aws);
        });
        builder.Services.AddKeyedSingleton(name, (provider, _) =>
        {
            var options = SpotifyPipelineServiceCollectionExtensions.Options(provider, name);
            var layout = builder.Layout ?? options.Lake.CreateLayout();
            return new AwsWalls(
                options.Aws,
                new AwsPlacement([layout.RawPending, layout.RawProcessed, layout.RawQuarantine], layout.Curated),
                provider.GetService<IAmazonS3>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>());
        });
        builder.Services.AddKeyedSingleton(name, (provider, _) => Walls(provider).CreateDoctor(Walls(provider).CreateStore()));
        if (name.Length == 0)
        {
            builder.Services.AddSingleton(provider => provider.GetRequiredKeyedService<AwsDoctor>(name));
        }

        return builder
            .UseStore(provider => Walls(provider).CreateStore())
            .UseCatalog((provider, scope) => Walls(provider).CreateCatalog(scope.Store))
            .UseQueryEngine((provider, scope) => Walls(provider).CreateEngine(scope.Catalog!, scope.Store));

        AwsWalls Walls(IServiceProvider provider) => provider.GetRequiredKeyedService<AwsWalls>(name);
    }
}
