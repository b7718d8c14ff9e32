namespace SpotifyPipeline.Query;

/// <summary>Runs SQL over the tables of the lake, in the dialect that Athena and DuckDB share (see docs/sql.md).</summary>
/// <remarks>The engine retries what is transient before the first row is returned; later failures reach the caller.</remarks>
public interface IQueryEngine
{
    /// <summary>The engine's name for reports: <c>athena</c>, <c>duckdb</c>.</summary>
    string Name { get; }

    /// <summary>Runs one statement.</summary>
    /// <returns>The result, which the caller disposes; its rows are read as they are asked for.</returns>
    /// <exception cref="QueryException">The engine refused or failed the statement.</exception>
    Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken);
}
