using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>Makes the views that give types to tables of strings.</summary>
internal sealed class GlueTypedViews(IQueryEngine? engine, AwsOptions options)
{
    /// <summary>Creates or replaces the view of a table over the table in Glue that holds its texts.</summary>
    public async Task CreateAsync(CatalogTable table, string source, CancellationToken cancellationToken)
    {
        if (engine is null)
        {
            throw new SpotifyPipelineException($"Table \"{table.Definition.Name}\" is kept as {table.Format} and needs a view, which only a query engine can make. Use Athena (UseAws), or Parquet.");
        }

        var result = await engine.ExecuteAsync(new SqlStatement(TypedViewSql.Create(options.Database, table, source)), cancellationToken).ConfigureAwait(false);
        await result.DisposeAsync().ConfigureAwait(false);
    }
}
