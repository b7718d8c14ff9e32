using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;

namespace SpotifyPipeline;

/// <summary>Local SQL for a pipeline.</summary>
public static class DuckDBBuilderExtensions
{
    /// <summary>Answers SQL with DuckDB in this process. The lake must be a folder.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="options">Null for the defaults.</param>
    public static SpotifyPipelineBuilder UseDuckDB(this SpotifyPipelineBuilder builder, DuckDBOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseQueryEngine((_, scope) => new DuckDBQueryEngine(
            scope.Catalog as IFileCatalog
                ?? throw new InvalidOperationException("DuckDB reads the files that the lake's own catalog lists; this pipeline uses another catalog. Ask that catalog's engine instead (UseAws answers through Athena)."),
            scope.Store,
            options));
    }
}
