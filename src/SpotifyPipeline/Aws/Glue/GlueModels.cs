namespace SpotifyPipeline.Aws.Glue;

// The members that are used, under the service's own names (botocore's glue/2017-03-31); tests hold every request against that model.
internal sealed record DatabaseInput(string Name, string? Description = null, string? LocationUri = null);

internal sealed record GetDatabaseRequest(string Name);

internal sealed record CreateDatabaseRequest(DatabaseInput DatabaseInput);

internal sealed record Column(string Name, string? Type = null, string? Comment = null);

internal sealed record SerDeInfo(string? SerializationLibrary = null, IReadOnlyDictionary<string, string>? Parameters = null);

internal sealed record StorageDescriptor(
    IReadOnlyList<Column>? Columns = null, string? Location = null, string? InputFormat = null, string? OutputFormat = null, SerDeInfo? SerdeInfo = null, IReadOnlyDictionary<string, string>? Parameters = null);

internal sealed record TableInput(
    string Name,
    string? Description = null,
    string? TableType = null,
    IReadOnlyList<Column>? PartitionKeys = null,
    StorageDescriptor? StorageDescriptor = null,
    IReadOnlyDictionary<string, string>? Parameters = null);

/// <summary>A table as Glue returns it: the input's members and what the service adds.</summary>
internal sealed record GlueTable(
    string Name,
    string? Description = null,
    string? TableType = null,
    IReadOnlyList<Column>? PartitionKeys = null,
    StorageDescriptor? StorageDescriptor = null,
    IReadOnlyDictionary<string, string>? Parameters = null,
    string? VersionId = null);

internal sealed record GetTableRequest(string DatabaseName, string Name);

internal sealed record GetTableResponse
{
    public GlueTable? Table { get; init; }
}

internal sealed record GetTablesRequest(string DatabaseName, string? NextToken = null);

internal sealed record GetTablesResponse
{
    public IReadOnlyList<GlueTable>? TableList { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record CreateTableRequest(string DatabaseName, TableInput TableInput);

internal sealed record UpdateTableRequest(string DatabaseName, TableInput TableInput, string? VersionId = null, bool? SkipArchive = null);

internal sealed record PartitionInput(IReadOnlyList<string> Values, StorageDescriptor? StorageDescriptor = null);

internal sealed record Partition(IReadOnlyList<string>? Values = null, StorageDescriptor? StorageDescriptor = null);

internal sealed record PartitionValueList(IReadOnlyList<string> Values);

internal sealed record ErrorDetail(string? ErrorCode = null, string? ErrorMessage = null);

internal sealed record PartitionError(IReadOnlyList<string>? PartitionValues = null, ErrorDetail? ErrorDetail = null);

internal sealed record BatchCreatePartitionRequest(string DatabaseName, string TableName, IReadOnlyList<PartitionInput> PartitionInputList);

internal sealed record BatchCreatePartitionResponse
{
    public IReadOnlyList<PartitionError>? Errors { get; init; }
}

internal sealed record BatchGetPartitionRequest(string DatabaseName, string TableName, IReadOnlyList<PartitionValueList> PartitionsToGet);

internal sealed record BatchGetPartitionResponse
{
    public IReadOnlyList<Partition>? Partitions { get; init; }

    public IReadOnlyList<PartitionValueList>? UnprocessedKeys { get; init; }
}

internal sealed record GetPartitionsRequest(string DatabaseName, string TableName, string? Expression = null, string? NextToken = null);

internal sealed record GetPartitionsResponse
{
    public IReadOnlyList<Partition>? Partitions { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record UpdatePartitionRequest(string DatabaseName, string TableName, IReadOnlyList<string> PartitionValueList, PartitionInput PartitionInput);

internal sealed record S3Target(string Path, IReadOnlyList<string>? Exclusions = null);

internal sealed record CatalogTarget(string DatabaseName, IReadOnlyList<string> Tables);

internal sealed record CrawlerTargets(IReadOnlyList<S3Target>? S3Targets = null, IReadOnlyList<CatalogTarget>? CatalogTargets = null);

internal sealed record SchemaChangePolicy(string? UpdateBehavior = null, string? DeleteBehavior = null);

/// <summary>CreateCrawler and UpdateCrawler take the same members.</summary>
internal sealed record CrawlerRequest(
    string Name,
    string Role,
    string? DatabaseName = null,
    string? Description = null,
    CrawlerTargets? Targets = null,
    string? TablePrefix = null,
    SchemaChangePolicy? SchemaChangePolicy = null,
    string? Configuration = null);

internal sealed record CrawlerNameRequest(string Name);

internal sealed record LastCrawl(string? Status = null, string? ErrorMessage = null, string? LogGroup = null, string? LogStream = null, double? StartTime = null);

internal sealed record Crawler(
    string? Name = null,
    string? Role = null,
    string? DatabaseName = null,
    CrawlerTargets? Targets = null,
    string? TablePrefix = null,
    SchemaChangePolicy? SchemaChangePolicy = null,
    string? Configuration = null,
    string? State = null,
    LastCrawl? LastCrawl = null);

internal sealed record GetCrawlerResponse
{
    public Crawler? Crawler { get; init; }
}
