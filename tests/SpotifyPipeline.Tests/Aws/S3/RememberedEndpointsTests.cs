using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;
using SpotifyPipeline.Aws.S3;

namespace SpotifyPipeline.Tests.Aws.S3;

public sealed class RememberedEndpointsTests
{
    [Test]
    public void Endpoint_is_the_one_that_the_SDK_finds_the_first_time_and_again(
        [Values("lake", "lake.with.dots", "lake--use1-az4--x-s3", "arn:aws:s3:us-east-1:123456789012:accesspoint:lake")] string bucket,
        [Values(false, true)] bool isCopy)
    {
        var remembered = new RememberedEndpoints();

        foreach (var key in new[] { "raw/a.json", "curated/b.parquet" })
        {
            var expected = new AmazonS3EndpointProvider().ResolveEndpoint(Parameters(bucket, key, isCopy));
            var endpoint = remembered.ResolveEndpoint(Parameters(bucket, key, isCopy));

            Assert.That(endpoint.URL, Is.EqualTo(expected.URL));
            Assert.That(Schemes(endpoint), Is.EqualTo(Schemes(expected)).And.Not.Empty);
        }
    }

    [Test]
    public void Buckets_are_kept_apart()
    {
        var remembered = new RememberedEndpoints();

        var first = remembered.ResolveEndpoint(Parameters("raw-zone", "a", false));
        var second = remembered.ResolveEndpoint(Parameters("curated-zone", "a", false));

        Assert.That((first.URL, second.URL), Is.EqualTo(("https://raw-zone.s3.us-east-1.amazonaws.com", "https://curated-zone.s3.us-east-1.amazonaws.com")));
    }

    [Test]
    public void What_the_SDK_appends_to_an_answer_is_not_in_the_next()
    {
        var remembered = new RememberedEndpoints();

        remembered.ResolveEndpoint(Parameters("lake", "a", false)).URL += "/";

        Assert.That(remembered.ResolveEndpoint(Parameters("lake", "a", false)).URL, Does.Not.EndWith("/"));
    }

    private static S3EndpointParameters Parameters(string bucket, string key, bool isCopy) => new()
    {
        Bucket = bucket,
        Key = key,
        CopySource = isCopy ? key : null,
        DisableS3ExpressSessionAuth = isCopy ? true : null,
        Region = "us-east-1",
        UseFIPS = false,
        UseDualStack = false,
        ForcePathStyle = false,
        Accelerate = false,
        UseGlobalEndpoint = false,
        DisableMultiRegionAccessPoints = false,
    };

    private static List<string> Schemes(Endpoint endpoint) =>
        [.. ((List<object>)endpoint.Attributes["authSchemes"]).Cast<PropertyBag>().Select(s => $"{s["name"]} {s["signingName"]} {s["signingRegion"]}")];
}
