using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>A current table as a folder that the query engine fills and the catalog then points at: on Athena, UNLOAD and one change in Glue.</summary>
/// <remarks>No partitions and no Iceberg, so that it works in every catalog mode and readers see all of the old table or all of the new.</remarks>
internal sealed class UnloadedCurrentStorage(IObjectStore store, LakeLayout layout, IFolderCatalog catalog, IUnloadingQueryEngine engine) : ICurrentStorage
{
    public async Task<CurrentInput?> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var tables = await catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false);
        if (tables.FirstOrDefault(t => t.Definition.Name == table) is not { } history || CurrentDefinitions.Of(history.Definition) is not { } definition)
        {
            return null;
        }

        var days = new Dictionary<DateOnly, List<string>>();
        var folder = $"{history.Prefix}{TableDefinition.PartitionColumn}=";
        await foreach (var entry in store.ListAsync(folder, null, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key.Length > folder.Length + 10
                && DateOnly.TryParseExact(entry.Key.AsSpan(folder.Length, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                (days.TryGetValue(day, out var names) ? names : days[day] = []).Add(FileNames.Of(entry.Key, entry.Version));
            }
        }

        // A table that has got a column since is made anew: the old folder lacks it.
        var current = tables.FirstOrDefault(t => t.Definition.Name == definition.Name);
        var visible = current is not null && CurrentDefinitions.Covers(current.Definition, history.Definition) ? current.Prefix : null;
        return new CurrentInput(
            history.Definition,
            definition,
            days.ToDictionary(d => d.Key, d => (IReadOnlyList<string>)[.. d.Value.Order(StringComparer.Ordinal)]),
            visible,
            IsNoted: true,
            Token: "");
    }

    public async Task<CurrentOutput?> WriteAsync(CurrentInput input, string? select, string name, CancellationToken cancellationToken)
    {
        var prefix = $"{layout.TablePrefix(input.Current.Name)}{name}/";
        if (select is null || prefix == input.Visible)
        {
            return new CurrentOutput(prefix, null, null);
        }

        // What an earlier try has left would be read as well.
        await DeleteAsync(input.History.Name, [prefix], cancellationToken).ConfigureAwait(false);
        await engine.UnloadAsync(select, store.GetLocation(prefix), cancellationToken).ConfigureAwait(false);
        await catalog.SwapFolderAsync(new CatalogTable(input.Current, "parquet", prefix), cancellationToken).ConfigureAwait(false);
        return new CurrentOutput(prefix, null, null);
    }

    public async Task DeleteAsync(string table, IReadOnlyCollection<string> replaced, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        foreach (var prefix in replaced)
        {
            await foreach (var entry in store.ListAsync(prefix, null, cancellationToken).ConfigureAwait(false))
            {
                keys.Add(entry.Key);
            }
        }

        if (keys.Count > 0)
        {
            await store.DeleteAsync(keys, cancellationToken).ConfigureAwait(false);
        }
    }
}
