namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Compresses pages and puts their headers in front of them.</summary>
internal sealed class PageWriter : IDisposable
{
    // Ids of random letters shrink by a fifteenth: their lengths do. That is not worth that every reader undoes it.
    private const int SampleSize = 32 << 10;
    private const int WorthwhilePercent = 90;

    private readonly PooledBuffer _header = new();
    private readonly PooledBuffer _compressed = new();
    private readonly ThriftWriter _thrift;
    private readonly SnappyEncoder? _snappy;
    private bool _compresses;

    public PageWriter(ParquetCompression compression)
    {
        _thrift = new ThriftWriter(_header);
        _snappy = compression == ParquetCompression.Snappy ? new SnappyEncoder() : null;
    }

    /// <summary>What the pages of the chunk are compressed with.</summary>
    public ParquetCompression Compression => _compresses ? ParquetCompression.Snappy : ParquetCompression.None;

    /// <summary>Begins a chunk.</summary>
    public void Begin() => _compresses = _snappy is not null;

    /// <summary>Begins a chunk most of which is its dictionary: where a sample of that hardly shrinks, nothing of the chunk is compressed.</summary>
    public void BeginWith(PooledBuffer dictionary)
    {
        Begin();
        if (_compresses && dictionary.Length >= 2 * SampleSize)
        {
            var sample = dictionary.Written.Slice(dictionary.Length / 2, SampleSize);
            _compresses = Compress(sample).Length < SampleSize * WorthwhilePercent / 100;
        }
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
    public int CompressedSize(PooledBuffer page)
    {
        Begin();
        return Compress(page.Written).Length;
    }

    public void Dispose()
    {
        _header.Dispose();
        _compressed.Dispose();
    }

    private ReadOnlySpan<byte> BeginHeader(int pageType, PooledBuffer page)
    {
        var bytes = Compress(page.Written);
        _header.Clear();
        _thrift.BeginStruct();
        _thrift.Int32(1, pageType);
        _thrift.Int32(2, page.Length);
        _thrift.Int32(3, bytes.Length);
        return bytes;
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page)
    {
        if (!_compresses)
        {
            return page;
        }

        _compressed.Clear();
        _compressed.Advance(_snappy!.Encode(page, _compressed.Reserve(SnappyEncoder.MaxLength(page.Length))));
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
