namespace SpotifyPipeline.Formats.Parquet;

/// <summary>What the footer says of one column of one row group.</summary>
internal sealed record ColumnChunk(ParquetColumn Column)
{
    /// <summary>Values, NULLs and empty lists together.</summary>
    public required long Entries { get; init; }

    public required long NullCount { get; init; }

    public required ValueRange Range { get; init; }

    /// <summary>The size of all pages and their headers before compression.</summary>
    public required long UncompressedSize { get; init; }

    /// <summary>The size of all pages and their headers in the file.</summary>
    public required long Size { get; init; }

    public required int DataPages { get; init; }

    /// <summary>The size of the dictionary page with its header; 0 when there is none.</summary>
    public required int DictionaryPageSize { get; init; }

    /// <summary>How its pages are compressed.</summary>
    public required ParquetCompression Compression { get; init; }

    /// <summary>Where the chunk begins in the file.</summary>
    public long Offset { get; init; }

    public void Write(ThriftWriter thrift)
    {
        thrift.BeginStruct();
        thrift.Int64(2, 0);
        thrift.BeginStruct(3);
        thrift.Int32(1, (int)Column.Type);
        thrift.Int32List(2, DictionaryPageSize > 0
            ? [(int)PageEncoding.Plain, (int)PageEncoding.RunLength, (int)PageEncoding.Dictionary]
            : [(int)PageEncoding.Plain, (int)PageEncoding.RunLength]);
        thrift.StringList(3, Column.Path);
        thrift.Int32(4, Compression == ParquetCompression.Snappy ? 1 : 0);
        thrift.Int64(5, Entries);
        thrift.Int64(6, UncompressedSize);
        thrift.Int64(7, Size);
        thrift.Int64(9, Offset + DictionaryPageSize);
        if (DictionaryPageSize > 0)
        {
            thrift.Int64(11, Offset);
        }

        thrift.BeginStruct(12);
        Range.Write(thrift, NullCount);
        thrift.EndStruct();
        WriteEncodingStatistics(thrift);
        thrift.EndStruct();
        thrift.EndStruct();
    }

    /// <summary>Lets engines see that every page uses the dictionary, so that they can skip by it.</summary>
    private void WriteEncodingStatistics(ThriftWriter thrift)
    {
        thrift.StructList(13, DictionaryPageSize > 0 ? 2 : 1);
        if (DictionaryPageSize > 0)
        {
            WriteEncoding(thrift, pageType: 2, PageEncoding.Plain, 1);
            WriteEncoding(thrift, pageType: 0, PageEncoding.Dictionary, DataPages);
        }
        else
        {
            WriteEncoding(thrift, pageType: 0, PageEncoding.Plain, DataPages);
        }
    }

    private static void WriteEncoding(ThriftWriter thrift, int pageType, PageEncoding encoding, int pages)
    {
        thrift.BeginStruct();
        thrift.Int32(1, pageType);
        thrift.Int32(2, (int)encoding);
        thrift.Int32(3, pages);
        thrift.EndStruct();
    }
}
