using LambdaHost.Runtime;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Maintenance;

namespace LambdaHost.Handlers;

/// <summary>Nothing needs to be said: the settings name the catalog.</summary>
internal sealed record CatalogInput;

/// <summary>What is in the catalog.</summary>
/// <param name="Tables">The tables' names.</param>
/// <param name="Crawler">The crawler that has to look for new days; null where they are registered, or computed.</param>
internal sealed record CatalogOutput(IReadOnlyList<string> Tables, string? Crawler);

/// <summary>Registers: brings every table that exists up to its definition. Or says which crawler to start; waiting for it is for the state machine.</summary>
/// <param name="catalog">The catalog.</param>
/// <param name="crawler">The crawler that the stack runs besides; null for none.</param>
/// <param name="current">Refreshed first, so that the views that are published read what is up to date; does nothing unless the settings ask for current tables.</param>
internal sealed class CatalogHandler(ITableCatalog catalog, string? crawler, ICurrentTables current) : IHandler<CatalogInput, CatalogOutput>
{
    public async Task<CatalogOutput> HandleAsync(CatalogInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var tables = await catalog.ListTablesAsync(cancellationToken);
        foreach (var table in tables)
        {
            await catalog.EnsureTableAsync(table, cancellationToken);
        }

        await current.RefreshAsync(cancellationToken);
        if (catalog is IRefreshableCatalog refreshable)
        {
            await refreshable.RefreshAsync(cancellationToken);
        }

        return new CatalogOutput([.. tables.Select(t => t.Definition.Name)], crawler);
    }
}
