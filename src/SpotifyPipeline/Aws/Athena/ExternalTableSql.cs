using System.Text;
using SpotifyPipeline.Aws.Glue;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>The DDL that makes the same table as the Glue call does: it is written from the same input. Pure.</summary>
internal static class ExternalTableSql
{
    public static string Create(string database, TableInput table)
    {
        var storage = table.StorageDescriptor!;
        var sql = new StringBuilder($"CREATE EXTERNAL TABLE IF NOT EXISTS {AthenaNames.QuoteHive(database)}.{AthenaNames.QuoteHive(table.Name)} (\n  ");
        sql.AppendJoin(",\n  ", storage.Columns!.Select(Column)).Append("\n)\n");
        if (table.Description is { } description)
        {
            sql.Append($"COMMENT {AthenaNames.QuoteHiveText(description)}\n");
        }

        sql.Append("PARTITIONED BY (\n  ").AppendJoin(",\n  ", table.PartitionKeys!.Select(Column)).Append("\n)\n");
        sql.Append($"ROW FORMAT SERDE {AthenaNames.QuoteHiveText(storage.SerdeInfo!.SerializationLibrary!)}\n");
        if (storage.SerdeInfo.Parameters is { Count: > 0 } parameters)
        {
            sql.Append($"WITH SERDEPROPERTIES ({Properties(parameters)})\n");
        }

        sql.Append($"STORED AS INPUTFORMAT {AthenaNames.QuoteHiveText(storage.InputFormat!)} OUTPUTFORMAT {AthenaNames.QuoteHiveText(storage.OutputFormat!)}\n");
        sql.Append($"LOCATION {AthenaNames.QuoteHiveText(storage.Location!)}\n");

        // EXTERNAL is what the statement itself says.
        return sql.Append($"TBLPROPERTIES ({Properties(table.Parameters!.Where(p => p.Key != "EXTERNAL"))})").ToString();
    }

    private static string Column(Column column) =>
        $"{AthenaNames.QuoteHive(column.Name)} {column.Type}{(column.Comment is { } comment ? $" COMMENT {AthenaNames.QuoteHiveText(comment)}" : "")}";

    private static string Properties(IEnumerable<KeyValuePair<string, string>> properties) =>
        string.Join(", ", properties.Select(p => $"{AthenaNames.QuoteHiveText(p.Key)}={AthenaNames.QuoteHiveText(p.Value)}"));
}
