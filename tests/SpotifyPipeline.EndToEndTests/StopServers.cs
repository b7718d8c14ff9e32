using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.EndToEndTests;

/// <summary>Stops the servers that tests of this project have started.</summary>
[SetUpFixture]
public sealed class StopServers
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        BotocoreJudge.Stop();
        MotoServer.Stop();
        await RadosGateway.StopAsync();
    }
}
