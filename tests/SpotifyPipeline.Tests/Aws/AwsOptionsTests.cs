using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.S3;
using SpotifyPipeline.DependencyInjection;

namespace SpotifyPipeline.Tests.Aws;

public sealed class AwsOptionsTests
{
    [Test]
    public void Defaults_need_a_bucket_and_nothing_else()
    {
        Assert.That(AwsOptionsCheck.FindProblems(new AwsOptions()), Has.Count.EqualTo(1).And.All.StartsWith("SpotifyPipeline:Aws:Bucket"));
        Assert.That(AwsOptionsCheck.FindProblems(new AwsOptions { Bucket = "my-lake" }), Is.Empty);
        Assert.That(AwsOptionsCheck.FindProblems(new AwsOptions { RawBucket = "my-raw", CuratedBucket = "my-curated" }), Is.Empty);
    }

    [Test]
    public void Everything_that_is_wrong_is_named_at_once_with_its_key_and_the_expected_form()
    {
        var options = new AwsOptions
        {
            Bucket = "s3://my-lake/x",
            RawBucket = "UPPER",
            CuratedBucket = "a",
            Prefix = "/lake",
            QueryOutput = "my-lake/athena",
            Region = "Frankfurt",
            ServiceUrl = "minio:9000",
            GlueServiceUrl = "ftp://x",
            KmsKeyId = "alias/key",
            PartBytes = 1000,
            PartsInFlight = 0,
            Database = "My-Lake",
            WorkGroup = "a b",
            CatalogMode = AwsCatalogMode.Crawler,
            Crawler = " ",
            CrawlerTimeout = TimeSpan.Zero,
            MaxScanBytes = 0,
            PricePerTerabyte = -1,
            ResultReuse = TimeSpan.FromDays(8),
            QueryTimeout = TimeSpan.Zero,
        };
        options.Metadata["with space"] = "x";

        var problems = AwsOptionsCheck.FindProblems(options);

        string[] keys =
        [
            "Bucket", "RawBucket", "CuratedBucket", "Prefix", "QueryOutput", "Region", "ServiceUrl", "GlueServiceUrl", "KmsKeyId", "PartBytes", "PartsInFlight", "Metadata",
            "Database", "Crawler", "CrawlerRole", "CrawlerTimeout", "WorkGroup", "MaxScanBytes", "PricePerTerabyte", "ResultReuse", "QueryTimeout",
        ];
        Assert.That(problems.Select(p => p.Split(' ')[0]), Is.EqualTo(keys.Select(k => "SpotifyPipeline:Aws:" + k)));
        Assert.That(problems, Has.All.Contains("expected"));
    }

    [TestCase("s3://my-lake/lake/curated/results/", true)]
    [TestCase("s3://my-lake/lake/raw/pending", true)]
    [TestCase("s3://my-lake/athena/", false)]
    [TestCase("s3://other/lake/curated/", false)]
    public void Results_among_the_data_are_refused(string output, bool isRefused)
    {
        var options = new AwsOptions { Bucket = "my-lake", Prefix = "lake", QueryOutput = output };
        var placement = new AwsPlacement(["raw/pending/", "raw/processed/"], "curated/");

        Assert.That(
            () => new AwsWalls(options, placement, null, TimeProvider.System, NullLoggerFactory.Instance).Dispose(),
            isRefused ? Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("QueryOutput") : Throws.Nothing);
    }

    [Test]
    public void Settings_are_read_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Aws:Bucket"] = "my-lake",
            ["Aws:CatalogMode"] = "partitions",
            ["Aws:Encryption"] = "Kms",
            ["Aws:ProjectionFrom"] = "2023-05-09",
            ["Aws:MaxScanBytes"] = "1000000000",
            ["Aws:ResultReuse"] = "01:00:00",
            ["Aws:ForcePathStyle"] = "true",
            ["Aws:Metadata:team"] = "data",
            ["Aws:Publish"] = "false",
        }).Build();
        var services = new ServiceCollection();
        services.AddSpotifyPipeline(configuration).UseAws();
        using var provider = services.BuildServiceProvider();

        var aws = provider.GetRequiredService<IOptionsMonitor<SpotifyPipelineOptions>>().Get("").Aws;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(aws.Bucket, Is.EqualTo("my-lake"));
            Assert.That(aws.CatalogMode, Is.EqualTo(AwsCatalogMode.Partitions));
            Assert.That(aws.Encryption, Is.EqualTo(AwsEncryption.Kms));
            Assert.That(aws.ProjectionFrom, Is.EqualTo(new DateOnly(2023, 5, 9)));
            Assert.That(aws.MaxScanBytes, Is.EqualTo(1_000_000_000));
            Assert.That(aws.ResultReuse, Is.EqualTo(TimeSpan.FromHours(1)));
            Assert.That(aws.ForcePathStyle, Is.True);
            Assert.That(aws.Metadata, Is.EqualTo(new Dictionary<string, string> { ["team"] = "data" }));
            Assert.That(aws.Publish, Is.False);
        }
    }

    [Test]
    public void Compatible_server_gets_path_style_and_only_the_checksums_that_it_must_have()
    {
        var server = S3ClientFactory.CreateConfig(new AwsOptions { ServiceUrl = "http://127.0.0.1:9000" });
        var amazon = S3ClientFactory.CreateConfig(new AwsOptions { Region = "eu-central-1" });
        var set = S3ClientFactory.CreateConfig(new AwsOptions { ServiceUrl = "http://127.0.0.1:9000", Region = "eu-west-1", ForcePathStyle = false, Checksums = AwsChecksums.WhenSupported });

        Assert.That((server.ForcePathStyle, server.RequestChecksumCalculation, server.AuthenticationRegion), Is.EqualTo((true, Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED, "us-east-1")));
        Assert.That((amazon.ForcePathStyle, amazon.RequestChecksumCalculation, amazon.RegionEndpoint.SystemName), Is.EqualTo((false, Amazon.Runtime.RequestChecksumCalculation.WHEN_SUPPORTED, "eu-central-1")));
        Assert.That((set.ForcePathStyle, set.RequestChecksumCalculation, set.AuthenticationRegion), Is.EqualTo((false, Amazon.Runtime.RequestChecksumCalculation.WHEN_SUPPORTED, "eu-west-1")));
    }

    [Test]
    public void Client_that_the_host_made_is_used_and_not_closed()
    {
        using var client = new AmazonS3Client(new Amazon.Runtime.BasicAWSCredentials("a", "b"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" });
        var walls = new AwsWalls(new AwsOptions { Bucket = "my-lake" }, new AwsPlacement([], "curated/"), client, TimeProvider.System, NullLoggerFactory.Instance);

        Assert.That(walls.CreateStore().GetLocation("a"), Is.EqualTo("s3://my-lake/a"));
        walls.Dispose();

        Assert.That(() => client.GetPreSignedURL(new Amazon.S3.Model.GetPreSignedUrlRequest { BucketName = "bucket", Key = "k", Expires = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc) }), Throws.Nothing);
    }

    [TestCase("plain ASCII", "plain ASCII")]
    [TestCase("", "")]
    [TestCase("é", "=?UTF-8?B?w6k=?=")]
    [TestCase("=?looks encoded", "=?UTF-8?B?PT9sb29rcyBlbmNvZGVk?=")]
    [TestCase(" blank at the end ", "=?UTF-8?B?IGJsYW5rIGF0IHRoZSBlbmQg?=")]
    [TestCase("line\nbreak", "=?UTF-8?B?bGluZQpicmVhaw==?=")]
    public void Metadata_that_a_header_cannot_carry_is_encoded(string value, string expected) => Assert.That(S3Metadata.Encode(value), Is.EqualTo(expected));

    [Test]
    public void Long_metadata_is_cut_between_characters()
    {
        var value = string.Concat(Enumerable.Repeat("音楽🎵", 40));

        var words = S3Metadata.Encode(value).Split(' ');

        Assert.That(words, Has.All.Length.LessThanOrEqualTo(75));
        Assert.That(string.Concat(words.Select(w => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(w[10..^2])))), Is.EqualTo(value));
    }
}
