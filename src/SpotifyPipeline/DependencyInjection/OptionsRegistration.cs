using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>The settings, made by code that names their type.</summary>
internal static class OptionsRegistration
{
    /// <summary>Adds what <see cref="OptionsServiceCollectionExtensions.AddOptions(IServiceCollection)"/> adds, and for the pipeline's settings the same once more by name.</summary>
    /// <remarks>
    /// The container makes the general ones by reflection, and ahead-of-time code must then build their types at run time: some
    /// milliseconds of a function's start.
    /// </remarks>
    public static void AddPipelineOptions(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpotifyPipelineOptions>>(new SpotifyPipelineOptionsValidator()));
        services.TryAddSingleton<IOptionsFactory<SpotifyPipelineOptions>>(provider => new OptionsFactory<SpotifyPipelineOptions>(
            provider.GetServices<IConfigureOptions<SpotifyPipelineOptions>>(),
            provider.GetServices<IPostConfigureOptions<SpotifyPipelineOptions>>(),
            provider.GetServices<IValidateOptions<SpotifyPipelineOptions>>()));
        services.TryAddSingleton<IOptionsMonitorCache<SpotifyPipelineOptions>>(_ => new OptionsCache<SpotifyPipelineOptions>());
        services.TryAddSingleton<IOptionsMonitor<SpotifyPipelineOptions>>(provider => new OptionsMonitor<SpotifyPipelineOptions>(
            provider.GetRequiredService<IOptionsFactory<SpotifyPipelineOptions>>(),
            provider.GetServices<IOptionsChangeTokenSource<SpotifyPipelineOptions>>(),
            provider.GetRequiredService<IOptionsMonitorCache<SpotifyPipelineOptions>>()));
    }
}
