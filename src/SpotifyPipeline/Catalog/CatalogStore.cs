using System.Collections.Concurrent;
using System.Text.Json;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Catalog;

/// <summary>Reads and writes <see cref="CatalogDocument"/>s. A document that did not change is not read again.</summary>
internal sealed class CatalogStore
{
    private readonly IObjectStore _store;
    private readonly string _prefix;
    private readonly ConcurrentDictionary<string, Versioned> _seen = new(StringComparer.Ordinal);

    public CatalogStore(IObjectStore store, string prefix)
    {
        _store = store;
        _prefix = prefix;
    }

    public string Location => _store.GetLocation(_prefix.TrimEnd('/'));

    public async Task<Versioned?> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var key = KeyOf(table);
        var stored = await _store.OpenReadAsync(key, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        await using (stored.ConfigureAwait(false))
        {
            if (_seen.TryGetValue(table, out var seen) && seen.Version == stored.Entry.Version)
            {
                return seen;
            }

            var read = new Versioned(await ParseAsync(key, stored.Content, cancellationToken).ConfigureAwait(false), stored.Entry.Version);
            _seen[table] = read;
            return read;
        }
    }

    /// <returns>False where another writer was faster.</returns>
    public async Task<bool> TryWriteAsync(CatalogDocument document, PutCondition condition, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, CatalogJson.Default.CatalogDocument);
        return await _store.WriteAsync(KeyOf(document.Table), json, condition, cancellationToken).ConfigureAwait(false) is not null;
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await foreach (var entry in _store.ListAsync(_prefix, null, cancellationToken).ConfigureAwait(false))
        {
            var name = entry.Key[_prefix.Length..];
            if (name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal))
            {
                tables.Add(name[..^".json".Length]);
            }
        }

        tables.Sort(StringComparer.Ordinal);
        return tables;
    }

    private async Task<CatalogDocument> ParseAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        CatalogDocument? document;
        try
        {
            document = await JsonSerializer.DeserializeAsync(content, CatalogJson.Default.CatalogDocument, cancellationToken).ConfigureAwait(false);
            if (document is { SchemaVersion: CatalogDocument.CurrentSchemaVersion, Table: not null, Columns: not null, Files: not null })
            {
                _ = document.ToTable();
                return document;
            }
        }
        catch (Exception damage) when (damage is JsonException or FormatException or ArgumentException)
        {
            throw new SpotifyPipelineException($"The catalog file {_store.GetLocation(key)} cannot be read ({damage.Message}). Restore it from a copy, or delete it and replay the table from raw.", damage);
        }

        throw new SpotifyPipelineException($"The catalog file {_store.GetLocation(key)} has the schema version {document?.SchemaVersion ?? 0}; this library reads version {CatalogDocument.CurrentSchemaVersion}. Use the library version that wrote the lake, or a newer one.");
    }

    private string KeyOf(string table) => _prefix + table + ".json";

    /// <summary>A document and the version under which it was read.</summary>
    public sealed record Versioned(CatalogDocument Document, string Version);
}
