using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyPipeline;

namespace ConsoleHost;

/// <summary>The host: settings from appsettings.json and the environment, and the pipeline on top of them.</summary>
internal static class Composition
{
    /// <summary>Whether the settings hold credentials for Spotify; without them the demo runs.</summary>
    public static bool HasCredentials(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["SpotifyPipeline:Spotify:ClientId"]);

    /// <summary>Whether the settings name a bucket; a folder on the command line wins over it.</summary>
    private static bool UsesAws(IConfiguration configuration) =>
        configuration["SpotifyPipeline:Aws:Bucket"] is not null || configuration["SpotifyPipeline:Aws:CuratedBucket"] is not null;

    public static HostApplicationBuilder CreateBuilder()
    {
        // Settings lie where the command is called from, as with most command-line tools; the environment wins.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Environment.CurrentDirectory });
        builder.Configuration
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables();
        builder.Logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Error)
            .AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>The pipeline of the settings, in the folder that the command line names.</summary>
    public static IHost Build(string? lake, bool aws = false, Action<SpotifyPipelineBuilder>? configure = null)
    {
        var builder = CreateBuilder();
        var pipeline = builder.Services.AddSpotifyPipeline(builder.Configuration.GetSection("SpotifyPipeline"));
        if (aws || (lake is null && UsesAws(builder.Configuration)))
        {
            pipeline.UseAws();
        }
        else
        {
            pipeline.UseDuckDB();
        }

        if (lake is not null)
        {
            pipeline.Configure(options => options.Lake.Root = lake);
        }

        configure?.Invoke(pipeline);
        return builder.Build();
    }

    /// <summary>
    /// The folder to read: the command line's, else the settings'. Without either and without credentials it is the demo's,
    /// so that <c>query</c> after the demo finds the demo's tables.
    /// </summary>
    public static string? LakeFor(string? option)
    {
        var configuration = CreateBuilder().Configuration;
        return option ?? (configuration["SpotifyPipeline:Lake:Root"] is null && !HasCredentials(configuration) && !UsesAws(configuration) ? Demo.DemoRun.DefaultLake : null);
    }

    /// <summary>The lake that a host works on: an absolute path, or a bucket's address.</summary>
    public static string LakeOf(IHost host) => host.Services.GetRequiredService<SpotifyPipeline.Storage.IObjectStore>().GetLocation("").TrimEnd('/');
}
