using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.DependencyInjection;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports.Page;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline;

/// <summary>The front door.</summary>
public static class SpotifyPipelineServiceCollectionExtensions
{
    /// <summary>Adds a pipeline whose lake is the folder <c>./lake</c>. Calling it again goes on with the same pipeline.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">
    /// The name of one of several pipelines; its services are then keyed by it. The default is the empty name, whose
    /// services have no key.
    /// </param>
    public static SpotifyPipelineBuilder AddSpotifyPipeline(this IServiceCollection services, string name = "")
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        var registration = services
            .Where(s => !s.IsKeyedService)
            .Select(s => s.ImplementationInstance as PipelineRegistration)
            .FirstOrDefault(r => r?.Name == name);
        if (registration is null)
        {
            registration = new PipelineRegistration(name);
            services.AddSingleton(registration);
            Register(services, registration);
        }

        return new SpotifyPipelineBuilder(services, registration);
    }

    /// <summary>Adds a pipeline and reads its settings from a section, usually <c>SpotifyPipeline</c>.</summary>
    public static SpotifyPipelineBuilder AddSpotifyPipeline(this IServiceCollection services, IConfiguration configuration, string name = "")
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = services.AddSpotifyPipeline(name);
        return builder.Configure(options => configuration.Bind(options));
    }

    private static void Register(IServiceCollection services, PipelineRegistration registration)
    {
        var name = registration.Name;
        services.AddPipelineOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSpotifyClient(Key(name), provider => Options(provider, name).Spotify);
        services.AddKeyedSingleton(name, (provider, _) => new PipelineComposition(provider, registration));
        Add<IPipeline>(services, name, c => c.Pipeline);
        Add<IObjectStore>(services, name, c => c.Store);
        Add<ITableCatalog>(services, name, c => c.Catalog);
        Add<IQueryEngine>(services, name, c => c.QueryEngine);
        Add<LakeAnalytics>(services, name, c => c.Analytics);
        Add<ReportPage>(services, name, c => c.ReportPage);
        Add<ICurrentTables>(services, name, c => c.CurrentTables);
        Add<ICompactor>(services, name, c => c.Compactor);
    }

    // The default pipeline's services have no key; a named one's have its name, and nothing else is registered for it.
    private static void Add<TService>(IServiceCollection services, string name, Func<PipelineComposition, TService> part)
        where TService : class
    {
        if (name.Length == 0)
        {
            services.AddSingleton(provider => part(provider.GetRequiredKeyedService<PipelineComposition>(name)));
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => part(provider.GetRequiredKeyedService<PipelineComposition>(name)));
        }
    }

    internal static string? Key(string name) => name.Length == 0 ? null : name;

    internal static SpotifyPipelineOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<SpotifyPipelineOptions>>().Get(name);
}
