namespace SpotifyPipeline.Query;

/// <summary>An engine that itself writes a result as Parquet files.</summary>
internal interface IUnloadingQueryEngine : IQueryEngine
{
    /// <summary>Writes the rows of a SELECT into a folder.</summary>
    /// <param name="select">The SELECT, of the library's own making.</param>
    /// <param name="location">The address of an empty folder, with a slash at the end.</param>
    /// <param name="cancellationToken">Ends it; files may be left.</param>
    Task UnloadAsync(string select, string location, CancellationToken cancellationToken);
}
