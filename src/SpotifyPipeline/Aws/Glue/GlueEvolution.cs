using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>What a table in Glue may become. Pure.</summary>
internal static class GlueEvolution
{
    /// <summary>The table to write over the one that exists.</summary>
    /// <param name="existing">What is in Glue now.</param>
    /// <param name="wanted">What this pipeline writes.</param>
    /// <param name="location">Where its files are.</param>
    /// <param name="atFirst">The columns that were there when this change began; null at first. What others have added since then stays.</param>
    /// <exception cref="SpotifyPipelineException">The change is not a compatible one; the message is the difference.</exception>
    public static CatalogTable Evolve(GlueTable existing, CatalogTable wanted, string location, IReadOnlySet<string>? atFirst)
    {
        RequireKind(existing, wanted);
        var known = GlueTableProperties.Read(existing);
        var others = known is null || atFirst is null
            ? []
            : known.Definition.Columns.Where(c => !wanted.Definition.Has(c.Name) && !atFirst.Contains(c.Name)).ToList();
        var merged = wanted with { Definition = Merge(wanted.Definition, known?.Definition, others) };
        TableEvolution.Compare(ShapeOf(existing, known), ShapeOf(merged, location, isTyped: known is not null)).RequireCompatible("Glue");
        return merged;
    }

    /// <summary>The names of the columns of a table in Glue.</summary>
    public static IReadOnlySet<string> ColumnsOf(GlueTable table) =>
        (GlueTableProperties.Read(table)?.Definition.Columns.Select(c => c.Name) ?? (table.StorageDescriptor?.Columns ?? []).Select(c => c.Name)).ToHashSet(StringComparer.Ordinal);

    private static void RequireKind(GlueTable existing, CatalogTable wanted)
    {
        var name = wanted.Definition.Name;
        if (existing.TableType == "VIRTUAL_VIEW")
        {
            throw new SpotifyPipelineException($"\"{existing.Name}\" in Glue is a view, and the table \"{name}\" needs the name (was the lake CSV or JSON Lines before?). Drop the view, or use another database.");
        }

        if (existing.Parameters?.GetValueOrDefault("table_type") is { } type && type.Equals("ICEBERG", StringComparison.OrdinalIgnoreCase))
        {
            throw new SpotifyPipelineException($"\"{existing.Name}\" in Glue is an Iceberg table; plain files cannot be added to it. Use another database, or MERGE into it.");
        }

        var keys = (existing.PartitionKeys ?? []).Select(k => $"{k.Name} {k.Type}").ToList();
        List<string> expected = [TableDefinition.PartitionColumn + " date", .. wanted.CategoryColumn is { } category ? [category + " string"] : Array.Empty<string>()];
        if (!keys.SequenceEqual(expected, StringComparer.Ordinal))
        {
            throw new SpotifyPipelineException(
                $"\"{existing.Name}\" in Glue is partitioned by ({string.Join(", ", keys)}); expected ({string.Join(", ", expected)}). Partition keys cannot be changed: drop the table in Glue (the files stay) and run again, or use another database.");
        }
    }

    private static TableDefinition Merge(TableDefinition wanted, TableDefinition? known, List<ColumnDefinition> others)
    {
        if (known is null)
        {
            return wanted;
        }

        // Older files lack a new column, and may hold NULLs where newer ones never do: readers must expect both.
        bool IsNullable(ColumnDefinition column) => column.IsNullable || !known.Has(column.Name) || known.Columns[known.Ordinal(column.Name)].IsNullable;
        var columns = wanted.Columns
            .Where(c => c.Name != TableDefinition.RunId.Name && c.Name != TableDefinition.ExtractedAt.Name)
            .Select(c => c with { IsNullable = IsNullable(c) })
            .Concat(others);
        return new TableDefinition(wanted.Name, wanted.Description, columns, wanted.Key);
    }

    private static CatalogShape ShapeOf(GlueTable table, CatalogTable? known) => new(
        table.Name,
        known is not null
            ? [.. known.Definition.Columns.Select(c => new ColumnShape(c.Name, HiveTypes.NameOf(c.Type)))]
            : [.. (table.StorageDescriptor?.Columns ?? []).Select(c => new ColumnShape(c.Name, c.Type ?? ""))],
        GlueFormat.NameOf(table),
        (table.StorageDescriptor?.Location ?? "").TrimEnd('/') + "/",
        table.PartitionKeys is { Count: > 1 } keys ? keys[1].Name : null);

    private static CatalogShape ShapeOf(CatalogTable table, string location, bool isTyped)
    {
        var format = GlueFormat.Of(table);
        var columns = isTyped ? table.Definition.Columns : table.Definition.Columns.Where(c => c.Name != table.CategoryColumn);
        return new CatalogShape(
            format.TableName(table),
            [.. columns.Select(c => new ColumnShape(c.Name, isTyped ? HiveTypes.NameOf(c.Type) : format.TypeOf(c)))],
            table.Format,
            location,
            table.CategoryColumn);
    }
}
