using System.Text.Json.Serialization;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>How requests become JSON and replies become records, generated at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmptyResponse))]
[JsonSerializable(typeof(StartQueryExecutionRequest))]
[JsonSerializable(typeof(StartQueryExecutionResponse))]
[JsonSerializable(typeof(QueryExecutionRequest))]
[JsonSerializable(typeof(GetQueryExecutionResponse))]
[JsonSerializable(typeof(GetQueryResultsRequest))]
[JsonSerializable(typeof(GetQueryResultsResponse))]
[JsonSerializable(typeof(GetWorkGroupRequest))]
[JsonSerializable(typeof(GetWorkGroupResponse))]
[JsonSerializable(typeof(ListNamedQueriesRequest))]
[JsonSerializable(typeof(ListNamedQueriesResponse))]
[JsonSerializable(typeof(BatchGetNamedQueryRequest))]
[JsonSerializable(typeof(BatchGetNamedQueryResponse))]
[JsonSerializable(typeof(CreateNamedQueryRequest))]
[JsonSerializable(typeof(UpdateNamedQueryRequest))]
[JsonSerializable(typeof(GetDatabaseRequest))]
[JsonSerializable(typeof(CreateDatabaseRequest))]
[JsonSerializable(typeof(GetTableRequest))]
[JsonSerializable(typeof(GetTableResponse))]
[JsonSerializable(typeof(GetTablesRequest))]
[JsonSerializable(typeof(GetTablesResponse))]
[JsonSerializable(typeof(CreateTableRequest))]
[JsonSerializable(typeof(UpdateTableRequest))]
[JsonSerializable(typeof(BatchCreatePartitionRequest))]
[JsonSerializable(typeof(BatchCreatePartitionResponse))]
[JsonSerializable(typeof(BatchGetPartitionRequest))]
[JsonSerializable(typeof(BatchGetPartitionResponse))]
[JsonSerializable(typeof(GetPartitionsRequest))]
[JsonSerializable(typeof(GetPartitionsResponse))]
[JsonSerializable(typeof(UpdatePartitionRequest))]
[JsonSerializable(typeof(CrawlerNameRequest))]
[JsonSerializable(typeof(GetCrawlerResponse))]
[JsonSerializable(typeof(CrawlerRequest))]
internal sealed partial class AwsJsonContext : JsonSerializerContext;
