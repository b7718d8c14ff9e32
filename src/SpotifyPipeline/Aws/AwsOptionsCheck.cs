using System.Text.RegularExpressions;

namespace SpotifyPipeline.Aws;

/// <summary>Finds all that is wrong with the settings at once, each with its key and the expected form.</summary>
internal static partial class AwsOptionsCheck
{
    private const int LongestResultReuseDays = 7;
    private const long SmallestPart = 5L << 20;
    private const long LargestPart = 1L << 30;

    /// <summary>Lists what is wrong, one line each; empty when nothing is.</summary>
    public static IReadOnlyList<string> FindProblems(AwsOptions options)
    {
        var problems = new List<string>();
        CheckBuckets(options, problems);
        CheckAddresses(options, problems);
        CheckStorage(options, problems);
        CheckCatalog(options, problems);
        CheckQueries(options, problems);
        return problems;
    }

    private static void CheckBuckets(AwsOptions options, List<string> problems)
    {
        if (string.IsNullOrEmpty(options.Bucket) && (string.IsNullOrEmpty(options.RawBucket) || string.IsNullOrEmpty(options.CuratedBucket)))
        {
            problems.Add("SpotifyPipeline:Aws:Bucket is not set; expected the name of a bucket that exists (or RawBucket and CuratedBucket both).");
        }

        foreach (var (name, bucket) in new[] { ("Bucket", options.Bucket), ("RawBucket", options.RawBucket), ("CuratedBucket", options.CuratedBucket) })
        {
            Require(string.IsNullOrEmpty(bucket) || BucketName().IsMatch(bucket), name, bucket, "3 to 63 lower-case letters, digits, '-' and '.', without s3:// and without a path (that is Prefix)", problems);
        }

        Require(!options.Prefix.StartsWith('/') && !options.Prefix.Contains("//", StringComparison.Ordinal) && !options.Prefix.StartsWith("s3:", StringComparison.Ordinal),
            "Prefix", options.Prefix, "a key such as spotify/prod, without a leading '/'", problems);
        Require(options.QueryOutput is null || S3Address().IsMatch(options.QueryOutput), "QueryOutput", options.QueryOutput, "an address such as s3://my-bucket/athena/", problems);
    }

    private static void CheckAddresses(AwsOptions options, List<string> problems)
    {
        Require(options.Region is null || RegionName().IsMatch(options.Region), "Region", options.Region, "a region such as eu-central-1", problems);
        foreach (var (name, url) in new[] { ("ServiceUrl", options.ServiceUrl), ("GlueServiceUrl", options.GlueServiceUrl), ("AthenaServiceUrl", options.AthenaServiceUrl) })
        {
            Require(url is null || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"), name, url, "an address such as https://host:9000", problems);
        }
    }

    private static void CheckStorage(AwsOptions options, List<string> problems)
    {
        Require(options.KmsKeyId is null || options.Encryption == AwsEncryption.Kms, "KmsKeyId", options.KmsKeyId, "no key unless Encryption is Kms", problems);
        Require(options.PartBytes is >= SmallestPart and <= LargestPart, "PartBytes", options.PartBytes, "5242880 (5 MiB) to 1073741824 (1 GiB)", problems);
        Require(options.PartsInFlight is >= 1 and <= 64, "PartsInFlight", options.PartsInFlight, "1 to 64", problems);
        foreach (var name in options.Metadata.Keys)
        {
            Require(MetadataName().IsMatch(name), "Metadata", name, "names of ASCII letters, digits, '-', '_' and '.'", problems);
        }
    }

    private static void CheckCatalog(AwsOptions options, List<string> problems)
    {
        Require(GlueName().IsMatch(options.Database), "Database", options.Database, "lower-case letters, digits and '_', at most 255, since Glue folds names to lower case", problems);
        if (options.CatalogMode != AwsCatalogMode.Crawler)
        {
            return;
        }

        Require(!string.IsNullOrWhiteSpace(options.Crawler) && options.Crawler.Length <= 255, "Crawler", options.Crawler, "the crawler's name, at most 255 characters", problems);
        Require(!string.IsNullOrWhiteSpace(options.CrawlerRole), "CrawlerRole", options.CrawlerRole, "the name or ARN of a role that Glue may assume (docs/aws), since CatalogMode is Crawler; the library creates none", problems);
        Require(options.CrawlerTimeout > TimeSpan.Zero, "CrawlerTimeout", options.CrawlerTimeout, "more than 00:00:00", problems);
    }

    private static void CheckQueries(AwsOptions options, List<string> problems)
    {
        Require(WorkGroupName().IsMatch(options.WorkGroup), "WorkGroup", options.WorkGroup, "1 to 128 letters, digits, '.', '_' and '-'", problems);
        Require(options.MaxScanBytes is null or > 0, "MaxScanBytes", options.MaxScanBytes, "1 or more bytes, or nothing for no limit", problems);
        Require(options.PricePerTerabyte >= 0, "PricePerTerabyte", options.PricePerTerabyte, "0 or more US dollars", problems);
        Require(options.ResultReuse is null || (options.ResultReuse >= TimeSpan.FromMinutes(1) && options.ResultReuse <= TimeSpan.FromDays(LongestResultReuseDays)),
            "ResultReuse", options.ResultReuse, "00:01:00 to 7.00:00:00, or nothing", problems);
        Require(options.QueryTimeout > TimeSpan.Zero, "QueryTimeout", options.QueryTimeout, "more than 00:00:00", problems);
    }

    private static void Require(bool holds, string key, object? value, string expected, List<string> problems)
    {
        if (!holds)
        {
            problems.Add(FormattableString.Invariant($"SpotifyPipeline:Aws:{key} is \"{value}\"; expected {expected}."));
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"^s3://[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9](/.*)?\z")]
    private static partial Regex S3Address();

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]+\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^[a-z0-9_]{1,255}\z")]
    private static partial Regex GlueName();

    [GeneratedRegex(@"^[a-zA-Z0-9._-]{1,128}\z")]
    private static partial Regex WorkGroupName();

    [GeneratedRegex(@"^[a-zA-Z0-9._-]+\z")]
    private static partial Regex MetadataName();
}
