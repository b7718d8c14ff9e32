namespace SpotifyPipeline.Query;

/// <summary>The result of a statement. Read the rows once; dispose it afterwards.</summary>
public sealed class QueryResult : IAsyncDisposable
{
    private readonly Func<ValueTask>? _dispose;

    /// <summary>Creates a result.</summary>
    /// <param name="columns">The columns; none for a statement that returns nothing.</param>
    /// <param name="rows">The rows, fetched as they are enumerated.</param>
    /// <param name="statistics">What the statement cost, as far as the engine tells.</param>
    /// <param name="dispose">Called once on disposal; null for nothing.</param>
    public QueryResult(IReadOnlyList<QueryColumn> columns, IAsyncEnumerable<QueryRow> rows, QueryStatistics statistics, Func<ValueTask>? dispose = null)
    {
        Columns = columns;
        Rows = rows;
        Statistics = statistics;
        _dispose = dispose;
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The rows, fetched as they are enumerated; to be enumerated once.</summary>
    public IAsyncEnumerable<QueryRow> Rows { get; }

    /// <summary>What the statement cost.</summary>
    public QueryStatistics Statistics { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dispose?.Invoke() ?? default;
}
