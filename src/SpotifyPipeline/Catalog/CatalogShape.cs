namespace SpotifyPipeline.Catalog;

/// <summary>What of a table its existing files and readers depend on.</summary>
/// <remarks>Types are Hive names and not <see cref="Tables.ColumnType"/>, since a table made elsewhere (a crawler) may hold types that the library never writes.</remarks>
/// <param name="Name">The table's name, for messages.</param>
/// <param name="Columns">The columns in the file, in order, without the partition columns.</param>
/// <param name="Format"><c>parquet</c>, <c>csv</c> or <c>jsonl</c>.</param>
/// <param name="Prefix">Where the files are, as this catalog writes it: a key, or an address.</param>
/// <param name="CategoryColumn">The second partition column, or null.</param>
internal sealed record CatalogShape(string Name, IReadOnlyList<ColumnShape> Columns, string Format, string Prefix, string? CategoryColumn)
{
    public static CatalogShape Of(CatalogTable table) => new(
        table.Definition.Name,
        [.. table.Definition.Columns.Select(c => new ColumnShape(c.Name, HiveTypes.NameOf(c.Type)))],
        table.Format,
        table.Prefix,
        table.CategoryColumn);
}

/// <summary>A column's name and Hive type.</summary>
internal sealed record ColumnShape(string Name, string Type);
