using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The operations of Glue that the library calls.</summary>
internal sealed class GlueClient : AwsJsonClient
{
    public static readonly AwsJsonService Service = new("Glue", "glue", "AWSGlue", "2017-03-31");

    private static readonly AwsJsonContext Json = AwsJsonContext.Default;

    public GlueClient(AwsJsonConfig config)
        : base(Service, config)
    {
    }

    public GlueClient(AWSCredentials credentials, AwsJsonConfig config)
        : base(Service, credentials, config)
    {
    }

    public Task<EmptyResponse> GetDatabaseAsync(GetDatabaseRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetDatabase", request, Json.GetDatabaseRequest, Json.EmptyResponse, cancellationToken);

    public Task<EmptyResponse> CreateDatabaseAsync(CreateDatabaseRequest request, CancellationToken cancellationToken) =>
        CallAsync("CreateDatabase", request, Json.CreateDatabaseRequest, Json.EmptyResponse, cancellationToken);

    public Task<GetTableResponse> GetTableAsync(GetTableRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetTable", request, Json.GetTableRequest, Json.GetTableResponse, cancellationToken);

    public Task<GetTablesResponse> GetTablesAsync(GetTablesRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetTables", request, Json.GetTablesRequest, Json.GetTablesResponse, cancellationToken);

    public Task<EmptyResponse> CreateTableAsync(CreateTableRequest request, CancellationToken cancellationToken) =>
        CallAsync("CreateTable", request, Json.CreateTableRequest, Json.EmptyResponse, cancellationToken);

    public Task<EmptyResponse> UpdateTableAsync(UpdateTableRequest request, CancellationToken cancellationToken) =>
        CallAsync("UpdateTable", request, Json.UpdateTableRequest, Json.EmptyResponse, cancellationToken);

    public Task<BatchCreatePartitionResponse> BatchCreatePartitionAsync(BatchCreatePartitionRequest request, CancellationToken cancellationToken) =>
        CallAsync("BatchCreatePartition", request, Json.BatchCreatePartitionRequest, Json.BatchCreatePartitionResponse, cancellationToken);

    public Task<BatchGetPartitionResponse> BatchGetPartitionAsync(BatchGetPartitionRequest request, CancellationToken cancellationToken) =>
        CallAsync("BatchGetPartition", request, Json.BatchGetPartitionRequest, Json.BatchGetPartitionResponse, cancellationToken);

    public Task<GetPartitionsResponse> GetPartitionsAsync(GetPartitionsRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetPartitions", request, Json.GetPartitionsRequest, Json.GetPartitionsResponse, cancellationToken);

    public Task<EmptyResponse> UpdatePartitionAsync(UpdatePartitionRequest request, CancellationToken cancellationToken) =>
        CallAsync("UpdatePartition", request, Json.UpdatePartitionRequest, Json.EmptyResponse, cancellationToken);

    public Task<GetCrawlerResponse> GetCrawlerAsync(CrawlerNameRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetCrawler", request, Json.CrawlerNameRequest, Json.GetCrawlerResponse, cancellationToken);

    public Task<EmptyResponse> CreateCrawlerAsync(CrawlerRequest request, CancellationToken cancellationToken) =>
        CallAsync("CreateCrawler", request, Json.CrawlerRequest, Json.EmptyResponse, cancellationToken);

    public Task<EmptyResponse> UpdateCrawlerAsync(CrawlerRequest request, CancellationToken cancellationToken) =>
        CallAsync("UpdateCrawler", request, Json.CrawlerRequest, Json.EmptyResponse, cancellationToken);

    public Task<EmptyResponse> StartCrawlerAsync(CrawlerNameRequest request, CancellationToken cancellationToken) =>
        CallAsync("StartCrawler", request, Json.CrawlerNameRequest, Json.EmptyResponse, cancellationToken);
}
