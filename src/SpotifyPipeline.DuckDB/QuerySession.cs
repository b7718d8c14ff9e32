using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.DuckDB;

/// <summary>The rows of one running statement, and the connection that it holds until it is disposed.</summary>
internal sealed class QuerySession : IAsyncEnumerable<QueryRow>, IAsyncDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly DuckDBResult _result;
    private readonly Func<DuckDBException, Exception> _translate;
    private readonly CancellationToken _ofStatement;
    private bool _isRead;

    public QuerySession(DuckDBConnection connection, DuckDBResult result, Func<DuckDBException, Exception> translate, CancellationToken ofStatement)
    {
        _connection = connection;
        _result = result;
        _translate = translate;
        _ofStatement = ofStatement;
    }

    public IAsyncEnumerator<QueryRow> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_isRead)
        {
            throw new InvalidOperationException("The rows of a result can be read once. Run the statement again, or keep the rows in a list.");
        }

        _isRead = true;
        return ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _result.Dispose();
        _connection.Dispose();
        return default;
    }

    private async IAsyncEnumerable<QueryRow> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ofStatement, cancellationToken);
        while (await NextAsync(either.Token, cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            foreach (var values in chunk)
            {
                yield return new QueryRow(_result.Columns, values);
            }
        }
    }

    private async Task<object?[][]?> NextAsync(CancellationToken either, CancellationToken ofReader)
    {
        try
        {
            return await DuckDBQueryEngine.InterruptibleAsync(_connection, _result.ReadChunk, either).ConfigureAwait(false);
        }
        catch (DuckDBException trouble) when (trouble.IsInterrupt && ofReader.IsCancellationRequested)
        {
            throw new OperationCanceledException(ofReader);
        }
        catch (DuckDBException trouble)
        {
            throw _translate(trouble);
        }
    }
}
