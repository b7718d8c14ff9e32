using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Statements for who outgrows plain files: an Iceberg table beside the history, one row per key. Pure.</summary>
internal static class IcebergSql
{
    public static string Create(string database, string name, CatalogTable source, string location)
    {
        var columns = Columns(source).Select(c => $"{AthenaNames.QuoteHive(c.Name)} {HiveTypes.NameOf(c.Type)}{(c.Description.Length > 0 ? $" COMMENT {AthenaNames.QuoteHiveText(c.Description)}" : "")}")
            .Append($"{AthenaNames.QuoteHive(TableDefinition.PartitionColumn)} date");
        return $"""
            CREATE TABLE IF NOT EXISTS {AthenaNames.QuoteHive(database)}.{AthenaNames.QuoteHive(name)} (
              {string.Join(",\n  ", columns)}
            )
            PARTITIONED BY (month({AthenaNames.QuoteHive(TableDefinition.PartitionColumn)}))
            LOCATION {AthenaNames.QuoteHiveText(location)}
            TBLPROPERTIES ('table_type'='ICEBERG', 'format'='parquet', 'write_compression'='snappy')
            """;
    }

    /// <summary>
    /// Brings in the rows of some days. Of a key that comes more than once, each column takes its newest value that is not NULL.
    /// Rows that are newer than the table's change it, and keep what they lack; older ones, which come late, only fill what is NULL.
    /// </summary>
    public static string Merge(string database, string name, CatalogTable source, DateOnly from, DateOnly to)
    {
        var key = source.Definition.Key;
        if (key.Count == 0)
        {
            throw new ArgumentException($"Table \"{source.Definition.Name}\" has no key, so MERGE cannot tell which rows are the same. Insert into it instead.", nameof(source));
        }

        const string Observed = "extracted_at";
        var values = Columns(source).Select(c => c.Name).Where(c => !key.Contains(c) && c != Observed).Append(TableDefinition.PartitionColumn).ToList();
        var names = key.Concat(values).Append(Observed).ToList();
        return $"""
            MERGE INTO {AthenaNames.Quote(database, name)} AS t
            USING (
              SELECT {string.Join(", ", key.Select(AthenaNames.Quote))},
                     {string.Join(",\n         ", values.Select(c => $"max_by({AthenaNames.Quote(c)}, {AthenaNames.Quote(Observed)}) FILTER (WHERE {AthenaNames.Quote(c)} IS NOT NULL) AS {AthenaNames.Quote(c)}"))},
                     max({AthenaNames.Quote(Observed)}) AS {AthenaNames.Quote(Observed)}
              FROM {AthenaNames.Quote(database, source.Definition.Name)}
              WHERE {AthenaNames.Quote(TableDefinition.PartitionColumn)} BETWEEN {Day(from)} AND {Day(to)}
                AND {string.Join(" AND ", key.Select(c => $"{AthenaNames.Quote(c)} IS NOT NULL"))}
              GROUP BY {string.Join(", ", key.Select(AthenaNames.Quote))}
            ) AS s
            ON {string.Join(" AND ", key.Select(c => $"t.{AthenaNames.Quote(c)} = s.{AthenaNames.Quote(c)}"))}
            WHEN MATCHED AND s.{AthenaNames.Quote(Observed)} > t.{AthenaNames.Quote(Observed)} THEN UPDATE SET
              {string.Join(",\n  ", values.Select(c => Set(c, "s", "t")).Append($"{AthenaNames.Quote(Observed)} = s.{AthenaNames.Quote(Observed)}"))}
            WHEN MATCHED THEN UPDATE SET
              {string.Join(",\n  ", values.Select(c => Set(c, "t", "s")))}
            WHEN NOT MATCHED THEN INSERT ({string.Join(", ", names.Select(AthenaNames.Quote))})
              VALUES ({string.Join(", ", names.Select(c => $"s.{AthenaNames.Quote(c)}"))})
            """;
    }

    /// <summary>Rewrites small files of some days into few large ones.</summary>
    public static string Optimize(string database, string name, DateOnly from, DateOnly to) =>
        $"OPTIMIZE {AthenaNames.Quote(database, name)} REWRITE DATA USING BIN_PACK WHERE {AthenaNames.Quote(TableDefinition.PartitionColumn)} BETWEEN {Day(from)} AND {Day(to)}";

    /// <summary>Removes files that no snapshot within the table's retention needs.</summary>
    public static string Vacuum(string database, string name) => $"VACUUM {AthenaNames.Quote(database, name)}";

    private static string Set(string column, string first, string second) =>
        $"{AthenaNames.Quote(column)} = coalesce({first}.{AthenaNames.Quote(column)}, {second}.{AthenaNames.Quote(column)})";

    private static string Day(DateOnly day) => $"DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private static IEnumerable<ColumnDefinition> Columns(CatalogTable source) => source.Definition.Columns;
}
