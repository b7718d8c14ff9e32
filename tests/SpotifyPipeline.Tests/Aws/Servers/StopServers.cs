using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.Tests.Aws;

/// <summary>Stops the servers that tests of this room have started.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public Task StopAsync() => RadosGateway.StopAsync();
}
