namespace SpotifyPipeline.Catalog;

/// <summary>Decides whether a table in a catalog may become another one while its old files stay as they are.</summary>
/// <remarks>
/// One rule for every catalog, so that a lake that began in a folder can move to S3. Taken is only what Athena reads from
/// files written before the change:
/// <list type="bullet">
/// <item>A new column, or another order of columns, in Parquet and JSON Lines: both are read by name and an absent column is
/// NULL (https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html). CSV is read by position, so
/// there neither is possible, not even at the end: the library keeps <c>run_id</c> and <c>extracted_at</c> last.</item>
/// <item><c>int</c> to <c>bigint</c>. Athena documents the integers among themselves and float to double as compatible
/// (https://docs.aws.amazon.com/athena/latest/ug/types-of-updates.html); the library writes no float, and int to double or
/// a date to a timestamp is in no list, so they are refused although some readers do it.</item>
/// </list>
/// Descriptions and keys are not part of the shape: they may change freely.
/// </remarks>
internal static class TableEvolution
{
    public static TableDifference Compare(CatalogShape existing, CatalogShape wanted)
    {
        var changes = new List<string>();
        var refusals = new List<string>();
        CompareStorage(existing, wanted, refusals);
        CompareColumns(existing, wanted, changes, refusals);
        return new TableDifference(wanted.Name, changes, refusals);
    }

    private static void CompareStorage(CatalogShape existing, CatalogShape wanted, List<string> refusals)
    {
        if (existing.Format != wanted.Format)
        {
            refusals.Add($"format: {existing.Format} -> {wanted.Format} (a table has one format for all of its files)");
        }

        if (existing.Prefix != wanted.Prefix)
        {
            refusals.Add($"location: {existing.Prefix} -> {wanted.Prefix} (the files at the old place would be lost from view)");
        }

        if (existing.CategoryColumn != wanted.CategoryColumn)
        {
            refusals.Add($"category column: {existing.CategoryColumn ?? "none"} -> {wanted.CategoryColumn ?? "none"} (it is part of every key)");
        }
    }

    private static void CompareColumns(CatalogShape existing, CatalogShape wanted, List<string> changes, List<string> refusals)
    {
        var wantedTypes = wanted.Columns.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var existingNames = existing.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var added = wanted.Columns.Where(c => !existingNames.Contains(c.Name)).ToList();
        var byPosition = existing.Format == "csv";
        foreach (var column in existing.Columns)
        {
            if (!wantedTypes.TryGetValue(column.Name, out var type))
            {
                var renamed = added.FirstOrDefault(a => a.Type == column.Type);
                refusals.Add($"column {column.Name} {column.Type}: removed{(renamed is null ? "" : $", or renamed to {renamed.Name}")} (queries that name it would fail)");
            }
            else if (type != column.Type)
            {
                if ((column.Type, type) == ("int", "bigint"))
                {
                    changes.Add($"column {column.Name}: int -> bigint");
                }
                else
                {
                    refusals.Add($"column {column.Name}: {column.Type} -> {type} (files hold {column.Type}; only int -> bigint can be read from them)");
                }
            }
        }

        foreach (var column in added)
        {
            (byPosition ? refusals : changes).Add($"column {column.Name} {column.Type}: new{(byPosition ? " (CSV is read by position, and older files lack it)" : "")}");
        }

        if (added.Count == 0 && existing.Columns.Count == wanted.Columns.Count && byPosition
            && !existing.Columns.Select(c => c.Name).SequenceEqual(wanted.Columns.Select(c => c.Name), StringComparer.Ordinal)
            && wanted.Columns.All(c => existingNames.Contains(c.Name)))
        {
            refusals.Add($"order of columns: {Names(existing)} -> {Names(wanted)} (CSV is read by position)");
        }
    }

    private static string Names(CatalogShape table) => string.Join(", ", table.Columns.Select(c => c.Name));
}
