using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>The file's metadata: schema, row groups and who wrote it.</summary>
/// <remarks>https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift (FileMetaData).</remarks>
internal static class ParquetFooter
{
    private static readonly string CreatedBy =
        $"SpotifyPipeline version {typeof(ParquetFooter).Assembly.GetName().Version?.ToString(3) ?? "0.0.0"} (build release)";

    public static void Write(PooledBuffer target, TableDefinition table, ParquetColumn[] columns, List<RowGroup> rowGroups, ParquetFormatOptions options)
    {
        var thrift = new ThriftWriter(target);
        thrift.BeginStruct();
        thrift.Int32(1, 1);
        thrift.StructList(2, 1 + columns.Sum(c => c.SchemaElements));
        WriteSchema(thrift, table, columns);
        thrift.Int64(3, rowGroups.Sum(g => (long)g.Rows));
        thrift.StructList(4, rowGroups.Count);
        for (var i = 0; i < rowGroups.Count; i++)
        {
            rowGroups[i].Write(thrift, i);
        }

        WriteMetadata(thrift, options.Metadata);
        thrift.String(6, CreatedBy);
        WriteColumnOrders(thrift, columns.Length);
        thrift.EndStruct();
    }

    private static void WriteSchema(ThriftWriter thrift, TableDefinition table, ParquetColumn[] columns)
    {
        thrift.BeginStruct();
        thrift.String(4, table.Name);
        thrift.Int32(5, columns.Length);
        thrift.EndStruct();
        foreach (var column in columns)
        {
            column.WriteSchema(thrift);
        }
    }

    private static void WriteMetadata(ThriftWriter thrift, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return;
        }

        thrift.StructList(5, metadata.Count);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            thrift.BeginStruct();
            thrift.String(1, key);
            thrift.String(2, value);
            thrift.EndStruct();
        }
    }

    /// <summary>Says that bounds follow the order of the types (unsigned bytes for texts); without it readers must not use them.</summary>
    private static void WriteColumnOrders(ThriftWriter thrift, int columns)
    {
        thrift.StructList(7, columns);
        for (var i = 0; i < columns; i++)
        {
            thrift.BeginStruct();
            thrift.EmptyStruct(1);
            thrift.EndStruct();
        }
    }
}
