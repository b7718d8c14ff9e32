namespace SpotifyPipeline.Aws.Athena;

// The members that are used, under the service's own names (botocore's athena/2017-05-18); tests hold every request against that model.
internal sealed record QueryExecutionContext(string? Database = null, string? Catalog = null);

internal sealed record ResultConfiguration(string? OutputLocation = null, EncryptionConfiguration? EncryptionConfiguration = null);

internal sealed record EncryptionConfiguration(string EncryptionOption, string? KmsKey = null);

internal sealed record ResultReuseByAge(bool Enabled, int MaxAgeInMinutes);

internal sealed record ResultReuse(ResultReuseByAge ResultReuseByAgeConfiguration);

internal sealed record StartQueryExecutionRequest(
    string QueryString,
    string ClientRequestToken,
    QueryExecutionContext? QueryExecutionContext = null,
    ResultConfiguration? ResultConfiguration = null,
    string? WorkGroup = null,
    IReadOnlyList<string>? ExecutionParameters = null,
    ResultReuse? ResultReuseConfiguration = null);

internal sealed record StartQueryExecutionResponse
{
    public string? QueryExecutionId { get; init; }
}

internal sealed record QueryExecutionRequest(string QueryExecutionId);

internal sealed record AthenaError(int? ErrorCategory = null, int? ErrorType = null, bool? Retryable = null, string? ErrorMessage = null);

internal sealed record QueryExecutionStatus(string? State = null, string? StateChangeReason = null, AthenaError? AthenaError = null);

internal sealed record ResultReuseInformation(bool ReusedPreviousResult);

internal sealed record QueryExecutionStatistics(
    long? DataScannedInBytes = null, long? EngineExecutionTimeInMillis = null, long? TotalExecutionTimeInMillis = null, ResultReuseInformation? ResultReuseInformation = null);

internal sealed record QueryExecution(
    string? QueryExecutionId = null, string? StatementType = null, QueryExecutionStatus? Status = null, QueryExecutionStatistics? Statistics = null, ResultConfiguration? ResultConfiguration = null);

internal sealed record GetQueryExecutionResponse
{
    public QueryExecution? QueryExecution { get; init; }
}

internal sealed record GetQueryResultsRequest(string QueryExecutionId, string? NextToken = null, int? MaxResults = null);

internal sealed record Datum(string? VarCharValue = null);

internal sealed record Row(IReadOnlyList<Datum>? Data = null);

internal sealed record ColumnInfo(string? Name = null, string? Label = null, string? Type = null);

internal sealed record ResultSetMetadata(IReadOnlyList<ColumnInfo>? ColumnInfo = null);

internal sealed record ResultSet(IReadOnlyList<Row>? Rows = null, ResultSetMetadata? ResultSetMetadata = null);

internal sealed record GetQueryResultsResponse
{
    public ResultSet? ResultSet { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record GetWorkGroupRequest(string WorkGroup);

internal sealed record WorkGroupConfiguration(
    ResultConfiguration? ResultConfiguration = null, bool? EnforceWorkGroupConfiguration = null, long? BytesScannedCutoffPerQuery = null);

internal sealed record WorkGroup(string? Name = null, string? State = null, WorkGroupConfiguration? Configuration = null);

internal sealed record GetWorkGroupResponse
{
    public WorkGroup? WorkGroup { get; init; }
}

internal sealed record ListNamedQueriesRequest(string? NextToken = null, string? WorkGroup = null);

internal sealed record ListNamedQueriesResponse
{
    public IReadOnlyList<string>? NamedQueryIds { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record BatchGetNamedQueryRequest(IReadOnlyList<string> NamedQueryIds);

internal sealed record NamedQuery(string? Name = null, string? Description = null, string? Database = null, string? QueryString = null, string? NamedQueryId = null);

internal sealed record UnprocessedNamedQuery(string? NamedQueryId = null, string? ErrorCode = null, string? ErrorMessage = null);

internal sealed record BatchGetNamedQueryResponse
{
    public IReadOnlyList<NamedQuery>? NamedQueries { get; init; }

    public IReadOnlyList<UnprocessedNamedQuery>? UnprocessedNamedQueryIds { get; init; }
}

internal sealed record CreateNamedQueryRequest(string Name, string Database, string QueryString, string ClientRequestToken, string? Description = null, string? WorkGroup = null);

internal sealed record UpdateNamedQueryRequest(string NamedQueryId, string Name, string QueryString, string? Description = null);
