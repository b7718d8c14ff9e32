namespace SpotifyPipeline.Query;

/// <summary>An engine that also reads single files of the lake, whether a catalog lists them or not. Compaction needs it.</summary>
public interface IFileQueryEngine : IQueryEngine
{
    /// <summary>Reads a Parquet file: its own columns, its rows in their order.</summary>
    /// <param name="key">The file's key in the lake.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The result, which the caller disposes.</returns>
    /// <exception cref="QueryException">There is no such file, or it cannot be read.</exception>
    Task<QueryResult> ReadFileAsync(string key, CancellationToken cancellationToken);
}
