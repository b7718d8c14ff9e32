namespace SpotifyPipeline.Aws;

/// <summary>Where the lake is on AWS: the section <c>SpotifyPipeline:Aws</c>.</summary>
/// <remarks>
/// Credentials are not here: they come from the SDK's own chain (environment, profile, SSO, container or instance role), or
/// with a client that the host registered.
/// </remarks>
public sealed class AwsOptions
{
    /// <summary>The bucket of the lake. Required unless <see cref="RawBucket"/> and <see cref="CuratedBucket"/> are both set; then it holds what is neither (state, reports) and the default is <see cref="CuratedBucket"/>.</summary>
    public string? Bucket { get; set; }

    /// <summary>A bucket of its own for raw documents. The default is <see cref="Bucket"/>.</summary>
    public string? RawBucket { get; set; }

    /// <summary>A bucket of its own for tables. The default is <see cref="Bucket"/>.</summary>
    public string? CuratedBucket { get; set; }

    /// <summary>What every key begins with, for example <c>spotify/prod</c>; the same in every bucket. The default is nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Where Athena writes results, for example <c>s3://my-bucket/athena/</c>. The default is null: the work group's own place.</summary>
    public string? QueryOutput { get; set; }

    /// <summary>The region, for example <c>eu-central-1</c>. The default is null: what the SDK finds (AWS_REGION, profile, instance).</summary>
    public string? Region { get; set; }

    /// <summary>The address of an S3-compatible server, for example <c>https://minio.example:9000</c>. The default is null: Amazon S3.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>The address of Glue, for a VPC endpoint or a test server. The default is null: the region's.</summary>
    public string? GlueServiceUrl { get; set; }

    /// <summary>The address of Athena, for a VPC endpoint or a test server. The default is null: the region's.</summary>
    public string? AthenaServiceUrl { get; set; }

    /// <summary>Whether the bucket stands in the path and not in the host name. The default is null: true with <see cref="ServiceUrl"/>, else false.</summary>
    public bool? ForcePathStyle { get; set; }

    /// <summary>When S3 requests carry a checksum of their content. The default is <see cref="AwsChecksums.Auto"/>.</summary>
    public AwsChecksums Checksums { get; set; }

    /// <summary>How objects are encrypted at rest. The default is <see cref="AwsEncryption.BucketDefault"/>.</summary>
    public AwsEncryption Encryption { get; set; }

    /// <summary>The key of <see cref="AwsEncryption.Kms"/>: an id, ARN or alias. The default is null: the account's <c>aws/s3</c> key.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Whether this account pays for requests to a bucket of another. The default is false.</summary>
    public bool RequesterPays { get; set; }

    /// <summary>User metadata that every written object carries, for example <c>team = data</c>. Values may be any text: what is not ASCII is encoded (RFC 2047). The default is none.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Objects of at least this many bytes, and streams of unknown length beyond it, are uploaded in parts of this size; larger reads are cut likewise. 5 MiB to 5 GiB. The default is 8 MiB.</summary>
    public long PartBytes { get; set; } = 8L << 20;

    /// <summary>How many parts of one object are on their way at once, 1 to 64. The default is 4.</summary>
    public int PartsInFlight { get; set; } = 4;

    /// <summary>The Glue database. The default is <c>spotify</c>.</summary>
    public string Database { get; set; } = "spotify";

    /// <summary>The Athena work group. The default is <c>primary</c>.</summary>
    public string WorkGroup { get; set; } = "primary";

    /// <summary>How Athena learns of new partitions. The default is <see cref="AwsCatalogMode.Projection"/>.</summary>
    public AwsCatalogMode CatalogMode { get; set; }

    /// <summary>The first day that partition projection covers; it moves back by itself when an older file is written. The default is 2020-01-01.</summary>
    public DateOnly ProjectionFrom { get; set; } = new(2020, 1, 1);

    /// <summary>The crawler of <see cref="AwsCatalogMode.Crawler"/>. The default is <c>spotify-pipeline</c>.</summary>
    public string Crawler { get; set; } = "spotify-pipeline";

    /// <summary>The role (name or ARN) that the crawler runs as; the library creates nothing in IAM. Required with <see cref="AwsCatalogMode.Crawler"/>.</summary>
    public string? CrawlerRole { get; set; }

    /// <summary>What the crawler crawls. The default is <see cref="AwsCrawlerTargets.Tables"/>.</summary>
    public AwsCrawlerTargets CrawlerTargets { get; set; }

    /// <summary>The longest wait for a crawl. The default is 30 minutes.</summary>
    public TimeSpan CrawlerTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The most bytes that one query may scan. The default is null: no limit.</summary>
    /// <remarks>
    /// Refused before it starts: a query without a condition on <c>snapshot_date</c> over tables whose files hold more. Stopped
    /// while it runs: any query whose scan grows beyond it. The work group's own limit holds besides.
    /// </remarks>
    public long? MaxScanBytes { get; set; }

    /// <summary>The price of a scanned terabyte (2^40 bytes) in US dollars, for the cost of results. The default is 5.</summary>
    public decimal PricePerTerabyte { get; set; } = 5m;

    /// <summary>How old a stored result of the same statement may be to be returned again, free of charge; 1 minute to 7 days. The default is null: never.</summary>
    public TimeSpan? ResultReuse { get; set; }

    /// <summary>Whether the shared views, and the shipped questions as saved queries, are kept up to date in Athena for people and tools. The default is true.</summary>
    /// <remarks>The library's own questions need neither. A missing permission is a warning.</remarks>
    public bool Publish { get; set; } = true;

    /// <summary>Whether current tables are kept: at a run's end, and by the state machine's task that registers, Athena writes them below <c>curated/</c> by UNLOAD. The default is false.</summary>
    /// <remarks>
    /// Without them the <c>*_latest</c> views scan the whole history. Whoever refreshes needs <c>athena:StartQueryExecution</c>, <c>GetQueryExecution</c> and
    /// <c>GetQueryResults</c>, <c>glue:CreateTable</c> and <c>UpdateTable</c>, and to read and write objects below <c>curated/</c>.
    /// </remarks>
    public bool KeepCurrentTables { get; set; }

    /// <summary>The longest wait for a query, after which it is stopped. The default is 30 minutes, as Athena's own.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromMinutes(30);
}
