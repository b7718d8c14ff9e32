using System.Net;
using Amazon;
using Amazon.Runtime;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.Protocol;

public sealed class AwsJsonClientTests
{
    [Test]
    public async Task Request_is_signed_for_the_service_and_region_and_carries_session_tokens()
    {
        var wire = new Wire(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        using var client = new AthenaClient(new SessionAWSCredentials("AKIDEXAMPLE", "secret", "session"), Config(AthenaClient.Service, wire, c => c.RegionEndpoint = RegionEndpoint.EUCentral1));

        await client.GetQueryExecutionAsync(new QueryExecutionRequest("q"), default);

        var sent = wire.Sent.Single();
        Assert.That(sent.RequestUri!.AbsoluteUri, Is.EqualTo("https://athena.eu-central-1.amazonaws.com/"));
        Assert.That(sent.Headers.GetValues("X-Amz-Target").Single(), Is.EqualTo("AmazonAthena.GetQueryExecution"));
        Assert.That(sent.Content!.Headers.ContentType!.ToString(), Is.EqualTo("application/x-amz-json-1.1"));
        Assert.That(sent.Headers.GetValues("X-Amz-Security-Token").Single(), Is.EqualTo("session"));
        Assert.That(sent.Headers.GetValues("Authorization").Single(), Does.StartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/").And.Contain("/eu-central-1/athena/aws4_request"));
        Assert.That(wire.Bodies.Single(), Is.EqualTo("""{"QueryExecutionId":"q"}"""));
    }

    [TestCase("cn-north-1", false, "https://glue.cn-north-1.amazonaws.com.cn/")]
    [TestCase("us-east-1", true, "https://glue-fips.us-east-1.amazonaws.com/")]
    public async Task Address_follows_partition_and_fips(string region, bool fips, string expected)
    {
        var wire = new Wire(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("") });
        using var client = new GlueClient(new BasicAWSCredentials("a", "b"), Config(GlueClient.Service, wire, c =>
        {
            c.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            c.UseFIPSEndpoint = fips;
        }));

        await client.StartCrawlerAsync(new CrawlerNameRequest("c"), default);

        Assert.That(wire.Sent.Single().RequestUri!.AbsoluteUri, Is.EqualTo(expected));
    }

    [TestCase("""{"__type":"com.amazonaws.athena#InvalidRequestException","message":"lower"}""", "InvalidRequestException", "lower")]
    [TestCase("""{"__type":"EntityNotFoundException","Message":"upper"}""", "EntityNotFoundException", "upper")]
    public void Error_carries_code_message_request_id_and_status(string body, string code, string message)
    {
        var wire = new Wire(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(body), Headers = { { "x-amzn-RequestId", "r-1" } } });
        using var client = new GlueClient(new BasicAWSCredentials("a", "b"), Config(GlueClient.Service, wire));

        Assert.That(
            async () => await client.GetDatabaseAsync(new GetDatabaseRequest("d"), default),
            Throws.InstanceOf<AmazonServiceException>().With.Property("ErrorCode").EqualTo(code).And.Message.EqualTo(message)
                .And.Property("RequestId").EqualTo("r-1").And.Property("StatusCode").EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public void Error_without_json_still_carries_its_status()
    {
        var wire = new Wire(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>bad gateway</html>") });
        using var client = new GlueClient(new BasicAWSCredentials("a", "b"), Config(GlueClient.Service, wire));

        Assert.That(async () => await client.GetDatabaseAsync(new GetDatabaseRequest("d"), default), Throws.InstanceOf<AmazonServiceException>().With.Property("StatusCode").EqualTo(HttpStatusCode.BadGateway));
    }

    [Test]
    public async Task Sdk_repeats_a_throttled_request_with_the_same_body()
    {
        var wire = new Wire(
            new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"__type":"ThrottlingException","message":"slow"}""") },
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"QueryExecutionId":"q"}""") });
        using var client = new AthenaClient(new BasicAWSCredentials("a", "b"), Config(AthenaClient.Service, wire, c => c.MaxErrorRetry = 1));

        var response = await client.StartQueryExecutionAsync(new StartQueryExecutionRequest("SELECT 1", "0123456789012345678901234567890123456"), default);

        Assert.That(response.QueryExecutionId, Is.EqualTo("q"));
        Assert.That(wire.Bodies, Has.Count.EqualTo(2));
        Assert.That(wire.Bodies[1], Is.EqualTo(wire.Bodies[0]));
    }

    [Test]
    public async Task Members_that_are_missing_or_unknown_are_read_over()
    {
        var wire = new Wire(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"TableList":null,"New":{"x":[1,2]},"NextToken":null}""") });
        using var client = new GlueClient(new BasicAWSCredentials("a", "b"), Config(GlueClient.Service, wire));

        var response = await client.GetTablesAsync(new GetTablesRequest("d"), default);

        Assert.That(response.TableList ?? [], Is.Empty);
    }

    [Test]
    public void Missing_region_says_what_to_set()
    {
        var config = new AwsJsonConfig(GlueClient.Service);
        if (config.RegionEndpoint is not null)
        {
            Assert.Ignore("A missing region: this machine's environment or profile sets one.");
        }

        Assert.That(() => AwsRegion.Apply(config, new AwsOptions(), serviceUrl: null), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("SpotifyPipeline:Aws:Region"));
    }

    private static AwsJsonConfig Config(AwsJsonService service, HttpMessageHandler handler, Action<AwsJsonConfig>? set = null)
    {
        var config = new AwsJsonConfig(service) { RegionEndpoint = RegionEndpoint.EUCentral1, HttpClientFactory = new HandlerFactory(handler), MaxErrorRetry = 0 };
        set?.Invoke(config);
        return config;
    }

    private sealed class Wire(params HttpResponseMessage[] answers) : HttpMessageHandler
    {
        private int _next;

        public List<HttpRequestMessage> Sent { get; } = [];

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add(request);
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return answers[_next++];
        }
    }
}
