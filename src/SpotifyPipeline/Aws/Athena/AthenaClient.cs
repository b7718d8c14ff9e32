using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>The operations of Athena that the library calls.</summary>
internal sealed class AthenaClient : AwsJsonClient
{
    public static readonly AwsJsonService Service = new("Athena", "athena", "AmazonAthena", "2017-05-18");

    private static readonly AwsJsonContext Json = AwsJsonContext.Default;

    public AthenaClient(AwsJsonConfig config)
        : base(Service, config)
    {
    }

    public AthenaClient(AWSCredentials credentials, AwsJsonConfig config)
        : base(Service, credentials, config)
    {
    }

    public Task<StartQueryExecutionResponse> StartQueryExecutionAsync(StartQueryExecutionRequest request, CancellationToken cancellationToken) =>
        CallAsync("StartQueryExecution", request, Json.StartQueryExecutionRequest, Json.StartQueryExecutionResponse, cancellationToken);

    public Task<GetQueryExecutionResponse> GetQueryExecutionAsync(QueryExecutionRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetQueryExecution", request, Json.QueryExecutionRequest, Json.GetQueryExecutionResponse, cancellationToken);

    public Task<GetQueryResultsResponse> GetQueryResultsAsync(GetQueryResultsRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetQueryResults", request, Json.GetQueryResultsRequest, Json.GetQueryResultsResponse, cancellationToken);

    public Task<EmptyResponse> StopQueryExecutionAsync(QueryExecutionRequest request, CancellationToken cancellationToken) =>
        CallAsync("StopQueryExecution", request, Json.QueryExecutionRequest, Json.EmptyResponse, cancellationToken);

    public Task<GetWorkGroupResponse> GetWorkGroupAsync(GetWorkGroupRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetWorkGroup", request, Json.GetWorkGroupRequest, Json.GetWorkGroupResponse, cancellationToken);

    public Task<ListNamedQueriesResponse> ListNamedQueriesAsync(ListNamedQueriesRequest request, CancellationToken cancellationToken) =>
        CallAsync("ListNamedQueries", request, Json.ListNamedQueriesRequest, Json.ListNamedQueriesResponse, cancellationToken);

    public Task<BatchGetNamedQueryResponse> BatchGetNamedQueryAsync(BatchGetNamedQueryRequest request, CancellationToken cancellationToken) =>
        CallAsync("BatchGetNamedQuery", request, Json.BatchGetNamedQueryRequest, Json.BatchGetNamedQueryResponse, cancellationToken);

    public Task<EmptyResponse> CreateNamedQueryAsync(CreateNamedQueryRequest request, CancellationToken cancellationToken) =>
        CallAsync("CreateNamedQuery", request, Json.CreateNamedQueryRequest, Json.EmptyResponse, cancellationToken);

    public Task<EmptyResponse> UpdateNamedQueryAsync(UpdateNamedQueryRequest request, CancellationToken cancellationToken) =>
        CallAsync("UpdateNamedQuery", request, Json.UpdateNamedQueryRequest, Json.EmptyResponse, cancellationToken);
}
