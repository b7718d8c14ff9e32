using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.Protocol;

/// <summary>Every request of this room's tests passes the judge (<see cref="JudgedHandler"/>); here is what it refuses, so that its silence means something.</summary>
public sealed class BotocoreJudgeTests
{
    [OneTimeSetUp]
    public void RequireJudge() => BotocoreJudge.Require();

    [TestCase("AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1","ClientRequestToken":"0123456789abcdef0123456789abcdef"}""")]
    [TestCase("AWSGlue.GetTable", """{"DatabaseName":"d","Name":"t"}""")]
    public async Task Right_request_is_taken(string target, string body) => Assert.That(await BotocoreJudge.FindFaultAsync(target, body), Is.Null);

    [TestCase("AmazonAthena.StartQueryExecution", """{"ClientRequestToken":"0123456789abcdef0123456789abcdef"}""", "QueryString")]
    [TestCase("AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1","ClientRequestToken":"short"}""", "ClientRequestToken")]
    [TestCase("AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1","ExecutionParameters":[]}""", "ExecutionParameters")]
    [TestCase("AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1","ResultConfiguration":{"EncryptionConfiguration":{"EncryptionOption":"AES"}}}""", "EncryptionOption")]
    [TestCase("AmazonAthena.StartQuery", "{}", "no such operation")]
    [TestCase("AmazonAthena.GetQueryResults", """{"QueryExecutionId":"q","MaxResults":"1000"}""", "MaxResults")]
    [TestCase("AWSGlue.CreateTable", """{"DatabaseName":"d","TableInput":{"Name":"t","StorageDescriptor":{"Columns":[{"Type":"string"}]}}}""", "Name")]
    [TestCase("AWSGlue.CreateTable", """{"DatabaseName":"d","TableInput":{"Name":"t","StorageDescriptor":{"Colums":[]}}}""", "Colums")]
    [TestCase("AWSGlue.CreateTable", """{"DatabaseName":"d","TableInput":{"Name":"t","Description":null}}""", "Description")]
    [TestCase("AWSGlu.GetTable", "{}", "no service")]
    public async Task Wrong_request_is_refused(string target, string body, string mention) => Assert.That(await BotocoreJudge.FindFaultAsync(target, body), Does.Contain(mention));

    [Test]
    public async Task Too_many_partitions_are_refused()
    {
        var partitions = string.Join(',', Enumerable.Repeat("""{"Values":["2026-11-20"]}""", 101));

        Assert.That(await BotocoreJudge.FindFaultAsync("AWSGlue.BatchCreatePartition", $$"""{"DatabaseName":"d","TableName":"t","PartitionInputList":[{{partitions}}]}"""), Does.Contain("101 entries"));
    }
}
