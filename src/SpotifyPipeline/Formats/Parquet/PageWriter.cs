namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Compresses pages and puts their headers in front of them.</summary>
internal sealed class PageWriter : IDisposable
{
    private readonly PooledBuffer _header = new();
    private readonly PooledBuffer _compressed = new();
    private readonly ThriftWriter _thrift;
    private readonly SnappyEncoder? _snappy;

    public PageWriter(ParquetCompression compression)
    {
        _thrift = new ThriftWriter(_header);
        _snappy = compression == ParquetCompression.Snappy ? new SnappyEncoder() : null;
    }

    /// <summary>Writes a data page of <paramref name="entries"/> levels.</summary>
    /// <returns>The size of header and page before compression.</returns>
    public int WriteData(PooledBuffer target, PooledBuffer page, int entries, PageEncoding encoding)
    {
        var bytes = BeginHeader(0, page);
        _thrift.BeginStruct(5);
        _thrift.Int32(1, entries);
        _thrift.Int32(2, (int)encoding);
        _thrift.Int32(3, (int)PageEncoding.RunLength);
        _thrift.Int32(4, (int)PageEncoding.RunLength);
        return EndHeader(target, page, bytes);
    }

    /// <summary>Writes the page of a dictionary of <paramref name="values"/> values.</summary>
    /// <returns>The size of header and page before compression.</returns>
    public int WriteDictionary(PooledBuffer target, PooledBuffer page, int values)
    {
        var bytes = BeginHeader(2, page);
        _thrift.BeginStruct(7);
        _thrift.Int32(1, values);
        _thrift.Int32(2, (int)PageEncoding.Plain);
        return EndHeader(target, page, bytes);
    }

    /// <summary>The size that a page without its header would have.</summary>
    public int CompressedSize(PooledBuffer page) => Compress(page).Length;

    public void Dispose()
    {
        _header.Dispose();
        _compressed.Dispose();
    }

    private ReadOnlySpan<byte> BeginHeader(int pageType, PooledBuffer page)
    {
        var bytes = Compress(page);
        _header.Clear();
        _thrift.BeginStruct();
        _thrift.Int32(1, pageType);
        _thrift.Int32(2, page.Length);
        _thrift.Int32(3, bytes.Length);
        return bytes;
    }

    private ReadOnlySpan<byte> Compress(PooledBuffer page)
    {
        if (_snappy is null)
        {
            return page.Written;
        }

        _compressed.Clear();
        _compressed.Advance(_snappy.Encode(page.Written, _compressed.Reserve(SnappyEncoder.MaxLength(page.Length))));
        return _compressed.Written;
    }

    private int EndHeader(PooledBuffer target, PooledBuffer page, ReadOnlySpan<byte> bytes)
    {
        _thrift.EndStruct();
        _thrift.EndStruct();
        target.Write(_header.Written);
        target.Write(bytes);
        return _header.Length + page.Length;
    }
}
