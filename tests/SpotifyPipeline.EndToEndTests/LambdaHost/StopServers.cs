using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.EndToEndTests.LambdaHost;

/// <summary>Stops the server that tests of this folder have started.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public Task StopAsync() => RadosGateway.StopAsync();
}
