using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>A current table as one file of our own writer, named by the lake's own catalog.</summary>
internal sealed class ListedCurrentStorage(IObjectStore store, LakeLayout layout, IFileCatalog catalog, IQueryEngine engine, TableFileWriter files) : ICurrentStorage
{
    // What a reader may skip by its statistics, and what is in memory at once.
    private const int RowsOfGroup = 200_000;

    public async Task<CurrentInput?> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var list = await catalog.ListFilesAsync(table, cancellationToken).ConfigureAwait(false);
        if (list.Table is null || CurrentDefinitions.Of(list.Table.Definition) is not { } definition)
        {
            return null;
        }

        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in store.ListAsync(list.Table.Prefix, null, cancellationToken).ConfigureAwait(false))
        {
            versions[entry.Key] = entry.Version;
        }

        var days = list.Files.GroupBy(f => f.SnapshotDate).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<string>)[.. g.Select(f => FileNames.Of(f.Key, versions.GetValueOrDefault(f.Key, ""))).Order(StringComparer.Ordinal)]);
        var current = await catalog.ListFilesAsync(CurrentDefinitions.NameOf(table), cancellationToken).ConfigureAwait(false);
        var visible = current.Files is [var file] ? file : null;
        return new CurrentInput(list.Table.Definition, definition, days, visible?.Key, visible?.Unit == list.Fingerprint(), list.Fingerprint());
    }

    public async Task<CurrentOutput?> WriteAsync(CurrentInput input, string? select, string name, CancellationToken cancellationToken)
    {
        var table = new CatalogTable(input.Current, files.Format.Name, layout.TablePrefix(input.Current.Name));

        // First, so that a SELECT over the current table finds a column that its history has got since.
        await catalog.EnsureTableAsync(table, cancellationToken).ConfigureAwait(false);
        var list = await catalog.ListFilesAsync(input.Current.Name, cancellationToken).ConfigureAwait(false);
        if (input.Visible is not null && !list.Files.Any(f => f.Key == input.Visible))
        {
            return null;
        }

        var made = (string)input.Token;
        var file = select is null
            ? list.Files[0] with { Unit = made }
            : await WriteFileAsync(input, select, name, made, cancellationToken).ConfigureAwait(false);
        return await catalog.ReplaceFilesAsync(input.Current.Name, list.Version, [.. list.Files.Select(f => f.Key)], [file], cancellationToken).ConfigureAwait(false)
            ? new CurrentOutput(file.Key, file.Rows, file.Bytes)
            : null;
    }

    public Task DeleteAsync(string table, IReadOnlyCollection<string> replaced, CancellationToken cancellationToken) => store.DeleteAsync(replaced, cancellationToken);

    private async Task<DataFile> WriteFileAsync(CurrentInput input, string select, string name, string made, CancellationToken cancellationToken)
    {
        var day = input.Days.Count == 0 ? DateOnly.FromDateTime(DateTime.UnixEpoch) : input.Days.Keys.Max();
        var key = layout.DataFileKey(input.Current.Name, day, name, files.Format.FileExtension);
        var result = await engine.ExecuteAsync(new SqlStatement(select), cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            var (rows, bytes) = await files.WriteAsync(key, input.Current, QueryRows.BatchesAsync(result, input.Current, RowsOfGroup, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new DataFile(key, day, made, rows, bytes);
        }
    }
}
