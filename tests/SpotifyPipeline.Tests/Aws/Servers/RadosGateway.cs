using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.S3;

namespace SpotifyPipeline.Tests.Aws.Servers;

/// <summary>Ceph's S3 server, which verifies signatures and conditions and which nobody here wrote.</summary>
/// <remarks>One for the whole test run: from SPOTIFYPIPELINE_RADOSGW (host:port:key:secret), else started by tests/servers/start-radosgw.sh.</remarks>
internal sealed record RadosGateway(string ServiceUrl, string AccessKey, string SecretKey)
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static Task<RadosGateway>? _running;
    private static string? _folder;

    /// <summary>The server; ignores the calling test where none can be had.</summary>
    public static async Task<RadosGateway> RequireAsync()
    {
        var address = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_RADOSGW");
        if (string.IsNullOrEmpty(address) && !(LocalServers.IsOnPath("radosgw") && LocalServers.IsOnPath("ceph-mon") && LocalServers.IsOnPath("ceph-osd")))
        {
            Assert.Ignore("S3 against radosgw: radosgw, ceph-mon and ceph-osd are not installed (tests/servers/install.sh) and SPOTIFYPIPELINE_RADOSGW is not set.");
        }

        await Gate.WaitAsync();
        try
        {
            return await (_running ??= string.IsNullOrEmpty(address) ? StartAsync() : Task.FromResult(Parse(address)));
        }
        finally
        {
            Gate.Release();
        }
    }

    public static async Task StopAsync()
    {
        if (_folder is { } folder)
        {
            await LocalServers.RunAsync(Path.Combine(LocalServers.Scripts, "stop-radosgw.sh"), [folder]);
        }
    }

    /// <summary>Settings for this server.</summary>
    public AwsOptions Options(string bucket, string prefix = "") => new() { Bucket = bucket, Prefix = prefix, ServiceUrl = ServiceUrl, PartBytes = 5 << 20 };

    public AmazonS3Client CreateClient(string? secretKey = null) =>
        new OneReplyS3Client(new BasicAWSCredentials(AccessKey, secretKey ?? SecretKey), S3ClientFactory.CreateConfig(Options("any")));

    /// <summary>A bucket that did not exist before.</summary>
    public async Task<string> CreateBucketAsync()
    {
        using var client = CreateClient();
        var bucket = "test-" + Guid.NewGuid().ToString("N");
        await client.PutBucketAsync(bucket);
        return bucket;
    }

    private static async Task<RadosGateway> StartAsync()
    {
        var port = LocalServers.FreePorts(3);
        _folder = Path.Combine(Path.GetTempPath(), "spotifypipeline-radosgw-" + port.ToString(CultureInfo.InvariantCulture));
        var (exitCode, output) = await LocalServers.RunAsync(
            Path.Combine(LocalServers.Scripts, "start-radosgw.sh"), [_folder, port.ToString(CultureInfo.InvariantCulture)]);
        Assert.That(exitCode, Is.Zero, output);
        return Parse(output.Trim().Split('\n').Last(line => line.StartsWith("127.0.0.1:", StringComparison.Ordinal)));
    }

    private static RadosGateway Parse(string address)
    {
        var parts = address.Split(':');
        return new RadosGateway($"http://{parts[0]}:{parts[1]}", parts[2], parts[3]);
    }
}
