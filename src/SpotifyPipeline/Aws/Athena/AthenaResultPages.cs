using System.Runtime.CompilerServices;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Reads the rows of an execution that has succeeded, a page at a time.</summary>
internal sealed class AthenaResultPages(AthenaClient client, TimeProvider time, QueryExecution execution)
{
    private const int RowsPerPage = 1000;

    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);
    private readonly string _id = execution.QueryExecutionId!;
    private bool _isRead;

    /// <summary>The first page tells the columns; the rest is fetched while rows are enumerated.</summary>
    public async Task<(IReadOnlyList<QueryColumn> Columns, IAsyncEnumerable<QueryRow> Rows)> OpenAsync(CancellationToken cancellationToken)
    {
        var first = await FetchAsync(null, cancellationToken).ConfigureAwait(false);
        var columns = (first.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [])
            .Select(column => new QueryColumn(column.Label ?? column.Name ?? "", (column.Type ?? "varchar").ToLowerInvariant()))
            .ToArray();
        return (columns, ReadAsync(first, columns, cancellationToken));
    }

    private async IAsyncEnumerable<QueryRow> ReadAsync(GetQueryResultsResponse first, QueryColumn[] columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_isRead)
        {
            throw new InvalidOperationException($"The rows of Athena query {_id} were read already; keep them, or ask again.");
        }

        _isRead = true;
        var skip = BeginsWithHeader(first, columns) ? 1 : 0;
        for (var page = first; ; page = await FetchAsync(page.NextToken, cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in (page.ResultSet?.Rows ?? []).Skip(skip))
            {
                yield return Convert(row, columns);
            }

            skip = 0;
            if (string.IsNullOrEmpty(page.NextToken))
            {
                yield break;
            }
        }
    }

    private Task<GetQueryResultsResponse> FetchAsync(string? token, CancellationToken cancellationToken) =>
        _refused.CallAsync(() => client.GetQueryResultsAsync(new GetQueryResultsRequest(_id, token, RowsPerPage), cancellationToken), cancellationToken);

    /// <summary>The first row of a SELECT repeats the names; that of SHOW or DESCRIBE is data.</summary>
    private bool BeginsWithHeader(GetQueryResultsResponse first, QueryColumn[] columns)
    {
        var row = first.ResultSet?.Rows is { Count: > 0 } rows ? rows[0].Data ?? [] : [];
        return execution.StatementType is null or "DML"
            && row.Count == columns.Length
            && columns.Zip(row).All(pair => pair.First.Name == (pair.Second.VarCharValue ?? ""));
    }

    private QueryRow Convert(Row row, QueryColumn[] columns)
    {
        var values = new object?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var text = row.Data is { } data && i < data.Count ? data[i].VarCharValue : null;
            try
            {
                values[i] = AthenaValues.Parse(text, columns[i].SqlType);
            }
            catch (Exception error) when (error is FormatException or OverflowException or TimeZoneNotFoundException)
            {
                throw new QueryException(
                    $"Column \"{columns[i].Name}\" of Athena query {_id} holds \"{text}\", which is not a {columns[i].SqlType} that the library can read. Cast it to varchar or double in the statement.",
                    _id, "SUCCEEDED", error.Message, isTransient: false, error);
            }
        }

        return new QueryRow(columns, values);
    }
}
