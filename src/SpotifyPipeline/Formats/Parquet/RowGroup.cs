namespace SpotifyPipeline.Formats.Parquet;

/// <summary>What the footer says of a row group.</summary>
internal sealed record RowGroup(int Rows, ColumnChunk[] Chunks)
{
    public void Write(ThriftWriter thrift, int ordinal)
    {
        thrift.BeginStruct();
        thrift.StructList(1, Chunks.Length);
        foreach (var chunk in Chunks)
        {
            chunk.Write(thrift);
        }

        thrift.Int64(2, Chunks.Sum(c => c.UncompressedSize));
        thrift.Int64(3, Rows);
        thrift.Int64(5, Chunks[0].Offset);
        thrift.Int64(6, Chunks.Sum(c => c.Size));
        if (ordinal <= short.MaxValue)
        {
            thrift.Int16(7, (short)ordinal);
        }

        thrift.EndStruct();
    }
}
