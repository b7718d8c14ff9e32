using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>A column as Parquet has it: the leaf with its values and the levels that stand for what is missing.</summary>
internal sealed class ParquetColumn
{
    private const int Required = 0;
    private const int Optional = 1;
    private const int Repeated = 2;

    private readonly ColumnDefinition _definition;

    public ParquetColumn(ColumnDefinition definition)
    {
        _definition = definition;
        Type = definition.Type switch
        {
            ColumnType.Boolean => PhysicalType.Boolean,
            ColumnType.Int32 or ColumnType.Date => PhysicalType.Int32,
            ColumnType.Int64 or ColumnType.Timestamp => PhysicalType.Int64,
            ColumnType.Double => PhysicalType.Double,
            _ => PhysicalType.ByteArray,
        };
        IsList = definition.Type == ColumnType.StringList;
        MaxDefinition = (definition.IsNullable ? 1 : 0) + (IsList ? 1 : 0);
        Path = IsList ? [definition.Name, "list", "element"] : [definition.Name];
    }

    public PhysicalType Type { get; }

    public bool IsList { get; }

    /// <summary>The definition level of a value that is there; 0 when none can be missing.</summary>
    public int MaxDefinition { get; }

    public string[] Path { get; }

    /// <summary>The entries of the schema, which is a tree written flat, that the column takes.</summary>
    public int SchemaElements => Path.Length;

    public void WriteSchema(ThriftWriter thrift)
    {
        var repetition = _definition.IsNullable ? Optional : Required;
        if (!IsList)
        {
            WriteLeaf(thrift, _definition.Name, repetition);
            return;
        }

        thrift.BeginStruct();
        thrift.Int32(3, repetition);
        thrift.String(4, _definition.Name);
        thrift.Int32(5, 1);
        WriteAnnotation(thrift, convertedType: 3, logicalType: 3);
        thrift.EndStruct();

        thrift.BeginStruct();
        thrift.Int32(3, Repeated);
        thrift.String(4, "list");
        thrift.Int32(5, 1);
        thrift.EndStruct();

        WriteLeaf(thrift, "element", Required);
    }

    private static void WriteAnnotation(ThriftWriter thrift, int convertedType, short logicalType)
    {
        thrift.Int32(6, convertedType);
        thrift.BeginStruct(10);
        thrift.EmptyStruct(logicalType);
        thrift.EndStruct();
    }

    private void WriteLeaf(ThriftWriter thrift, string name, int repetition)
    {
        thrift.BeginStruct();
        thrift.Int32(1, (int)Type);
        thrift.Int32(3, repetition);
        thrift.String(4, name);
        switch (_definition.Type)
        {
            case ColumnType.String or ColumnType.StringList:
                WriteAnnotation(thrift, convertedType: 0, logicalType: 1);
                break;
            case ColumnType.Date:
                WriteAnnotation(thrift, convertedType: 6, logicalType: 6);
                break;
            case ColumnType.Timestamp:
                WriteTimestamp(thrift);
                break;
        }

        thrift.EndStruct();
    }

    private static void WriteTimestamp(ThriftWriter thrift)
    {
        // The format asks for the old annotation beside the new one, for local timestamps too, so that old readers see a timestamp.
        thrift.Int32(6, 9);
        thrift.BeginStruct(10);
        thrift.BeginStruct(8);
        thrift.Boolean(1, false);
        thrift.BeginStruct(2);
        thrift.EmptyStruct(1);
        thrift.EndStruct();
        thrift.EndStruct();
        thrift.EndStruct();
    }
}
