using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Catalog;

/// <summary>A table as a catalog keeps it.</summary>
/// <param name="Definition">Names, types, key and descriptions.</param>
/// <param name="Format">The name of the file format: <c>parquet</c>, <c>csv</c> or <c>jsonl</c>.</param>
/// <param name="Prefix">The key under which all of its files lie, with a slash at the end: <c>curated/songs/</c>.</param>
/// <param name="CategoryColumn">The column that is a second partition, in the key and not in the file; null for none.</param>
public sealed record CatalogTable(TableDefinition Definition, string Format, string Prefix, string? CategoryColumn = null);
