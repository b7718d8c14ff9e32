using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.EndToEndTests.ConsoleHost;
using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.EndToEndTests.Aws;

/// <summary>The main job of the executable with S3 by radosgw, and Glue and Athena by moto; what it writes is what it writes into a folder.</summary>
internal sealed class MainJobOnAwsTests
{
    private static readonly string[] Tables = ["album_artists", "albums", "artists", "playlist_items", "playlists", "song_artists", "songs"];

    [Test]
    public async Task Main_job_writes_a_complete_lake_into_a_bucket()
    {
        var radosgw = await RadosGateway.RequireAsync();
        var moto = await MotoServer.RequireAsync();
        var bucket = await radosgw.CreateBucketAsync();
        var database = "e2e_" + Guid.NewGuid().ToString("N");
        await using var fixture = await HostFixture.CreateAsync();
        var aws = fixture.Settings([.. Aws(radosgw, moto, bucket, database)]);

        var onAws = await HostProcess.RunAsync(fixture.Folder, aws, "run", "--aws");
        var inFolder = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run", "--lake", fixture.Lake);

        Assert.That(onAws.ExitCode, Is.Zero, onAws.Output + onAws.Errors);
        Assert.That(inFolder.ExitCode, Is.Zero, inFolder.Errors);
        using var s3 = radosgw.CreateClient();
        var keys = await KeysAsync(s3, bucket);
        var downloaded = Path.Combine(fixture.Folder, "downloaded");
        await DownloadAsync(s3, bucket, keys.Where(k => k.Contains("/curated/", StringComparison.Ordinal)), downloaded);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys, Has.All.StartsWith("music/lake/"));
            Assert.That(keys, Has.None.Contains("/raw/pending/").And.None.Contains("/raw/quarantine/"));
            Assert.That(keys.Count(k => k.EndsWith("/manifest.json", StringComparison.Ordinal)), Is.EqualTo(fixture.Files("raw/processed").Count(f => f.EndsWith("manifest.json", StringComparison.Ordinal))));
            Assert.That(keys, Has.Some.StartsWith("music/lake/runs/"));
            Assert.That(Contents(Path.Combine(downloaded, "music", "lake")), Is.EqualTo(Contents(fixture.Lake)));
        }

        using var glue = moto.CreateGlue().Client;
        var tables = (await glue.GetTablesAsync(new GetTablesRequest(database), default)).TableList!;

        // Current tables are kept on AWS only where the settings ask for them.
        var inLocalCatalog = fixture.Files("catalog").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(t => !t.EndsWith("_current", StringComparison.Ordinal)).ToList();
        Assert.That(inLocalCatalog, Is.SupersetOf(Tables));
        Assert.That(tables.Select(t => t.Name), Is.EquivalentTo(inLocalCatalog));
        Assert.That(tables.Select(t => t.StorageDescriptor!.Location), Is.EquivalentTo(inLocalCatalog.Select(t => $"s3://{bucket}/music/lake/curated/{t}/")));
    }

    [Test]
    public async Task Doctor_says_of_each_thing_whether_it_can_be_used_and_what_to_fix()
    {
        var radosgw = await RadosGateway.RequireAsync();
        var moto = await MotoServer.RequireAsync();
        var bucket = await radosgw.CreateBucketAsync();
        await using var fixture = await HostFixture.CreateAsync();
        var database = "e2e_" + Guid.NewGuid().ToString("N");

        var well = await HostProcess.RunAsync(fixture.Folder, fixture.Settings([.. Aws(radosgw, moto, bucket, database)]), "doctor");
        var noBucket = await HostProcess.RunAsync(fixture.Folder, fixture.Settings([.. Aws(radosgw, moto, "no-such-bucket", database)]), "doctor");
        var wrongSecret = await HostProcess.RunAsync(
            fixture.Folder, fixture.Settings([.. Aws(radosgw, moto, bucket, database), ("AWS_SECRET_ACCESS_KEY", "wrong")]), "doctor");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(well.ExitCode, Is.Zero, well.Output + well.Errors);
            Assert.That(well.Output, Does.Contain("honours conditional writes").And.Contain("the first run creates it").And.Contain($"s3://{bucket}/athena/"));
            Assert.That(noBucket.ExitCode, Is.EqualTo(1));
            Assert.That(noBucket.Output, Does.Contain("FIX").And.Contain("Create the bucket"));
            Assert.That(wrongSecret.ExitCode, Is.EqualTo(1));
            Assert.That(wrongSecret.Output, Does.Contain("FIX").And.Contain("Check the credentials"));
            Assert.That(wrongSecret.Output + wrongSecret.Errors, Does.Not.Contain(radosgw.SecretKey));
        }
    }

    private static IEnumerable<(string Key, string Value)> Aws(RadosGateway radosgw, MotoServer moto, string bucket, string database) =>
    [
        ("AWS_ACCESS_KEY_ID", radosgw.AccessKey),
        ("AWS_SECRET_ACCESS_KEY", radosgw.SecretKey),
        ("Aws__Bucket", bucket),
        ("Aws__Prefix", "music/lake"),
        ("Aws__Region", "eu-central-1"),
        ("Aws__ServiceUrl", radosgw.ServiceUrl),
        ("Aws__GlueServiceUrl", moto.Url),
        ("Aws__AthenaServiceUrl", moto.Url),
        ("Aws__Database", database),
        ("Aws__QueryOutput", $"s3://{bucket}/athena/"),
        ("Aws__Publish", "false"),
    ];

    private static async Task<List<string>> KeysAsync(AmazonS3Client s3, string bucket)
    {
        var keys = new List<string>();
        await foreach (var found in s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket }).S3Objects)
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    private static async Task DownloadAsync(AmazonS3Client s3, string bucket, IEnumerable<string> keys, string folder)
    {
        foreach (var key in keys)
        {
            var path = Path.Combine(folder, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var reply = await s3.GetObjectAsync(bucket, key);
            await using var file = File.Create(path);
            await reply.ResponseStream.CopyToAsync(file);
        }
    }

    /// <summary>Rows and a hash over every column but those that tell one run from another.</summary>
    private static List<string> Contents(string lake)
    {
        using var database = DuckDBConnection.OpenInMemory();
        using var connection = new DuckDBConnection(database);
        return
        [
            .. Tables.Select(table =>
            {
                var row = connection.Query(
                    $"SELECT count(*), bit_xor(hash(t)) FROM (SELECT * EXCLUDE (run_id, extracted_at) FROM read_parquet('{lake}/curated/{table}/*/*.parquet', hive_partitioning = true)) t").Single();
                return string.Create(CultureInfo.InvariantCulture, $"{table}: {row[0]} rows, {row[1]}");
            }),
        ];
    }
}
