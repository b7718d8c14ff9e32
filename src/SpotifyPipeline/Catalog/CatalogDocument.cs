using System.Text.Json.Serialization;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Catalog;

/// <summary><c>catalog/{table}.json</c>: one table and all of its files. Other programs may read it, so members are only ever added.</summary>
internal sealed record CatalogDocument(
    int SchemaVersion,
    string Table,
    string Description,
    string Format,
    string Prefix,
    string? CategoryColumn,
    IReadOnlyList<CatalogDocument.Column> Columns,
    IReadOnlyList<string> Key,
    IReadOnlyList<DataFile> Files)
{
    public const int CurrentSchemaVersion = 1;

    /// <summary>A column; the type is Hive's name of it.</summary>
    public sealed record Column(string Name, string Type, bool Nullable, string Description);

    public static CatalogDocument For(CatalogTable table, IReadOnlyList<DataFile> files) => new(
        CurrentSchemaVersion,
        table.Definition.Name,
        table.Definition.Description,
        table.Format,
        table.Prefix,
        table.CategoryColumn,
        [.. table.Definition.Columns.Select(c => new Column(c.Name, HiveTypes.NameOf(c.Type), c.IsNullable, c.Description))],
        table.Definition.Key,
        files);

    /// <exception cref="FormatException">The document names a type that this version does not know.</exception>
    public CatalogTable ToTable()
    {
        // The constructor of a definition adds run_id and extracted_at itself.
        var columns = Columns
            .Where(c => c.Name != TableDefinition.RunId.Name && c.Name != TableDefinition.ExtractedAt.Name)
            .Select(c => new ColumnDefinition(c.Name, HiveTypes.Parse(c.Type) ?? throw new FormatException($"column \"{c.Name}\" has the type \"{c.Type}\", which this version does not know"), c.Nullable, c.Description));
        return new CatalogTable(new TableDefinition(Table, Description, columns, Key), Format, Prefix, CategoryColumn);
    }

    /// <summary>This document brought up to a table that <see cref="TableEvolution"/> found compatible.</summary>
    public CatalogDocument EvolveTo(CatalogTable table)
    {
        var evolved = For(table, Files);
        var before = Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

        // Older files lack a new column, and may hold NULLs where newer ones never do: readers must expect both.
        return evolved with
        {
            Columns = [.. evolved.Columns.Select(c => c with { Nullable = c.Nullable || (before.TryGetValue(c.Name, out var old) ? old.Nullable : Files.Count > 0) })],
        };
    }

    /// <summary>Whether the table is described alike; the files are left aside.</summary>
    public bool Describes(CatalogDocument other) =>
        Description == other.Description && Columns.SequenceEqual(other.Columns) && Key.SequenceEqual(other.Key, StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJson : JsonSerializerContext;
