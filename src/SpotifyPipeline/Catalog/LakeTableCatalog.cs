using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Catalog;

/// <summary>The catalog that lies in the lake itself, one object per table (<c>catalog/songs.json</c>).</summary>
/// <remarks>
/// Every change reads the object, computes the next one and writes it only over the version that was read; a writer that
/// loses the race begins again, so the changes of both are kept. Needs nothing of the store but conditional writes.
/// </remarks>
internal sealed class LakeTableCatalog : IFileCatalog
{
    // Of writers that collide one always wins, so this many rounds are lost only by a store that ignores its condition.
    private const int MaxRounds = 100;

    private readonly CatalogStore _documents;
    private readonly TimeProvider _time;

    public LakeTableCatalog(IObjectStore store, TimeProvider? time = null, string prefix = "catalog/")
    {
        _documents = new CatalogStore(store, prefix);
        _time = time ?? TimeProvider.System;
    }

    public Task EnsureTableAsync(CatalogTable table, CancellationToken cancellationToken) => AddFilesAsync(table, [], cancellationToken);

    public async Task AddFilesAsync(CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken)
    {
        RequireInside(table.Prefix, files);
        for (var round = 0; round < MaxRounds; round++)
        {
            var current = await _documents.ReadAsync(table.Definition.Name, cancellationToken).ConfigureAwait(false);
            if (await TryAddAsync(current, table, files, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            // Jitter parts many writers; a few immediate rounds are enough for a single rival.
            var pause = TimeSpan.FromMilliseconds(round < 3 ? 0 : Random.Shared.Next(1, 20 * round));
            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }

        throw new SpotifyPipelineException($"Table \"{table.Definition.Name}\" was changed by others {MaxRounds} times while {files.Count} files were being added in {_documents.Location}. Let the other writers end, then run again: nothing is lost.", isTransient: true);
    }

    public async Task<bool> ReplaceFilesAsync(string table, string version, IReadOnlyCollection<string> removedKeys, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken)
    {
        var current = await _documents.ReadAsync(table, cancellationToken).ConfigureAwait(false)
            ?? throw new SpotifyPipelineException($"Table \"{table}\" is not in {_documents.Location}, so none of its files can be replaced. Check the name, or create the table first.");
        if (current.Version != version)
        {
            return false;
        }

        RequireInside(current.Document.Prefix, added);
        var files = Merge(current.Document.Files, removedKeys, added);
        return files is null
            || await _documents.TryWriteAsync(current.Document with { Files = files }, PutCondition.IfVersion(version), cancellationToken).ConfigureAwait(false);
    }

    public async Task<FileList> ListFilesAsync(string table, CancellationToken cancellationToken)
    {
        var current = await _documents.ReadAsync(table, cancellationToken).ConfigureAwait(false);
        return current is null
            ? new FileList(null, "", [])
            : new FileList(current.Document.ToTable(), current.Version, current.Document.Files);
    }

    public async Task<IReadOnlyList<CatalogTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<CatalogTable>();
        foreach (var name in await _documents.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await _documents.ReadAsync(name, cancellationToken).ConfigureAwait(false) is { } current)
            {
                tables.Add(current.Document.ToTable());
            }
        }

        return tables;
    }

    private async Task<bool> TryAddAsync(CatalogStore.Versioned? current, CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken)
    {
        if (current is null)
        {
            var created = CatalogDocument.For(table, Merge([], [], files) ?? []);
            return await _documents.TryWriteAsync(created, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        }

        TableEvolution.Compare(CatalogShape.Of(current.Document.ToTable()), CatalogShape.Of(table)).RequireCompatible(_documents.Location);
        var evolved = current.Document.EvolveTo(table);
        var merged = Merge(current.Document.Files, [], files);
        if (merged is null && evolved.Describes(current.Document))
        {
            return true;
        }

        return await _documents.TryWriteAsync(evolved with { Files = merged ?? current.Document.Files }, PutCondition.IfVersion(current.Version), cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The files in key order, or null where nothing changes.</returns>
    private static List<DataFile>? Merge(IReadOnlyList<DataFile> existing, IReadOnlyCollection<string> removedKeys, IReadOnlyCollection<DataFile> added)
    {
        var byKey = existing.ToDictionary(f => f.Key, StringComparer.Ordinal);
        var changed = false;
        foreach (var key in removedKeys)
        {
            changed |= byKey.Remove(key);
        }

        foreach (var file in added)
        {
            changed |= !byKey.TryGetValue(file.Key, out var before) || before != file;
            byKey[file.Key] = file;
        }

        return changed ? [.. byKey.Values.OrderBy(f => f.Key, StringComparer.Ordinal)] : null;
    }

    private static void RequireInside(string prefix, IReadOnlyCollection<DataFile> files)
    {
        foreach (var file in files)
        {
            if (!file.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The file \"{file.Key}\" does not lie under \"{prefix}\", where the table has its files.", nameof(files));
            }
        }
    }
}
