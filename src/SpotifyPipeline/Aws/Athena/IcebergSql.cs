using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Statements for who outgrows plain files: an Iceberg table beside the history, one row per key. Pure.</summary>
internal static class IcebergSql
{
    public static string Create(string database, string name, CatalogTable source, string location)
    {
        var columns = Columns(source).Select(c => $"{SqlNames.QuoteHive(c.Name)} {HiveTypes.NameOf(c.Type)}{(c.Description.Length > 0 ? $" COMMENT {SqlNames.QuoteHiveText(c.Description)}" : "")}")
            .Append($"{SqlNames.QuoteHive(TableDefinition.PartitionColumn)} date");
        return $"""
            CREATE TABLE IF NOT EXISTS {SqlNames.QuoteHive(database)}.{SqlNames.QuoteHive(name)} (
              {string.Join(",\n  ", columns)}
            )
            PARTITIONED BY (month({SqlNames.QuoteHive(TableDefinition.PartitionColumn)}))
            LOCATION {SqlNames.QuoteHiveText(location)}
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
            MERGE INTO {SqlNames.Quote(database, name)} AS t
            USING (
              SELECT {string.Join(", ", key.Select(SqlNames.Quote))},
                     {string.Join(",\n         ", values.Select(c => $"max_by({SqlNames.Quote(c)}, {SqlNames.Quote(Observed)}) FILTER (WHERE {SqlNames.Quote(c)} IS NOT NULL) AS {SqlNames.Quote(c)}"))},
                     max({SqlNames.Quote(Observed)}) AS {SqlNames.Quote(Observed)}
              FROM {SqlNames.Quote(database, source.Definition.Name)}
              WHERE {SqlNames.Quote(TableDefinition.PartitionColumn)} BETWEEN {Day(from)} AND {Day(to)}
                AND {string.Join(" AND ", key.Select(c => $"{SqlNames.Quote(c)} IS NOT NULL"))}
              GROUP BY {string.Join(", ", key.Select(SqlNames.Quote))}
            ) AS s
            ON {string.Join(" AND ", key.Select(c => $"t.{SqlNames.Quote(c)} = s.{SqlNames.Quote(c)}"))}
            WHEN MATCHED AND s.{SqlNames.Quote(Observed)} > t.{SqlNames.Quote(Observed)} THEN UPDATE SET
              {string.Join(",\n  ", values.Select(c => Set(c, "s", "t")).Append($"{SqlNames.Quote(Observed)} = s.{SqlNames.Quote(Observed)}"))}
            WHEN MATCHED THEN UPDATE SET
              {string.Join(",\n  ", values.Select(c => Set(c, "t", "s")))}
            WHEN NOT MATCHED THEN INSERT ({string.Join(", ", names.Select(SqlNames.Quote))})
              VALUES ({string.Join(", ", names.Select(c => $"s.{SqlNames.Quote(c)}"))})
            """;
    }

    /// <summary>Rewrites small files of some days into few large ones.</summary>
    public static string Optimize(string database, string name, DateOnly from, DateOnly to) =>
        $"OPTIMIZE {SqlNames.Quote(database, name)} REWRITE DATA USING BIN_PACK WHERE {SqlNames.Quote(TableDefinition.PartitionColumn)} BETWEEN {Day(from)} AND {Day(to)}";

    /// <summary>Removes files that no snapshot within the table's retention needs.</summary>
    public static string Vacuum(string database, string name) => $"VACUUM {SqlNames.Quote(database, name)}";

    private static string Set(string column, string first, string second) =>
        $"{SqlNames.Quote(column)} = coalesce({first}.{SqlNames.Quote(column)}, {second}.{SqlNames.Quote(column)})";

    private static string Day(DateOnly day) => $"DATE '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private static IEnumerable<ColumnDefinition> Columns(CatalogTable source) => source.Definition.Columns;
}
