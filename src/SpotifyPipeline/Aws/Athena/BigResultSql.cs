using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Statements that leave a large result as Parquet instead of sending it row by row. Pure.</summary>
internal static class BigResultSql
{
    public static string CreateTableAs(string database, string name, string location, string select, bool isPartitioned)
    {
        // Partition columns stand last in the SELECT.
        var partitions = isPartitioned ? $", partitioned_by = ARRAY['{TableDefinition.PartitionColumn}']" : "";
        return $"CREATE TABLE {AthenaNames.Quote(database, name)} WITH (format = 'PARQUET', write_compression = 'SNAPPY', external_location = {AthenaLiterals.Quote(location)}{partitions}) AS\n{select}";
    }

    public static string Unload(string location, string select) =>
        $"UNLOAD (\n{select}\n) TO {AthenaLiterals.Quote(location)} WITH (format = 'PARQUET', compression = 'SNAPPY')";
}
