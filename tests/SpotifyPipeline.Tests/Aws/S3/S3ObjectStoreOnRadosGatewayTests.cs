using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws.S3;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Aws.Servers;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Aws.S3;

/// <summary>The contract of every store, kept on a server that others wrote.</summary>
[TestFixture("")]
[TestFixture("lake/ünder one prefix")]
public sealed class S3ObjectStoreOnRadosGatewayTests(string prefix) : ObjectStoreContract
{
    private RadosGateway _server = null!;
    private AmazonS3Client _client = null!;
    private string _bucket = "";

    // More than three parts, so that reads are parallel ones.
    protected override int LargeObjectBytes => 17 * 1024 * 1024;

    protected override int MaxKeyBytes => prefix.Length == 0 ? 1024 : 1024 - System.Text.Encoding.UTF8.GetByteCount(prefix) - 1;

    [OneTimeSetUp]
    public async Task FindServerAsync()
    {
        _server = await RadosGateway.RequireAsync();
        _client = _server.CreateClient();
        _bucket = await _server.CreateBucketAsync();
    }

    [OneTimeTearDown]
    public void CloseClient() => _client?.Dispose();

    protected override async Task PrepareEmptyPlaceAsync()
    {
        var listing = new ListObjectsV2Request { BucketName = _bucket };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(listing);
            if (page.S3Objects is { Count: > 0 } found)
            {
                await _client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = _bucket, Objects = [.. found.Select(o => new KeyVersion { Key = o.Key })] });
            }
        }
        while (page.IsTruncated == true);
    }

    protected override IObjectStore Open() =>
        new S3ObjectStore(_client, _bucket, _server.Options(_bucket, prefix), TimeProvider.System, NullLogger.Instance);
}
