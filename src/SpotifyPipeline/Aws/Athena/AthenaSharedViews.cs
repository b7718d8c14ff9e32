using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Gives statements the shared views that they name, made from the tables as the catalog has them now.</summary>
internal sealed class AthenaSharedViews(ITableCatalog catalog, AwsOptions options)
{
    public async Task<SqlStatement> InlineAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        if (!SharedViewSql.MayName(statement.Text))
        {
            return statement;
        }

        var tables = await catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false);
        return new SqlStatement(SharedViewSql.Inline(statement.Text, SharedViewSql.For(options, tables)), statement.Parameters);
    }
}
