using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;

namespace SpotifyPipeline.Benchmarks.Product;

/// <summary>The library as a host uses it: manifests, commits, moves, catalogue, reports, every file flushed to the disk.</summary>
internal static class FullPath
{
    public static async Task<long> RunAsync(string lake, int threads)
    {
        var services = new ServiceCollection();
        services.AddSpotifyPipeline().Configure(settings =>
        {
            settings.Lake.Root = lake;
            settings.Lake.MaxDegreeOfParallelism = threads;
            settings.Lake.MaxDocumentBytes = 1L << 30;
            settings.Lake.MaxUnitBytes = 1L << 34;
        });
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<IPipeline>().TransformPendingAsync().ConfigureAwait(false);
        return report.Transform!.Quarantined.Count > 0
            ? throw new InvalidOperationException(report.Transform.Quarantined[0].Reason)
            : report.Transform.Entries.Values.Sum();
    }
}
