using Microsoft.Extensions.Hosting;

namespace SpotifyPipeline.Simulator;

/// <summary>Leaves Ctrl-C to the program: the host's own lifetime would catch it and keep the process alive.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
