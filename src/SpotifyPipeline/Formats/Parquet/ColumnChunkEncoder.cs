using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Encodes one column of one row group after another. Keeps its working memory; not for two threads at once.</summary>
internal sealed class ColumnChunkEncoder(ParquetFormatOptions options) : IDisposable
{
    // Two of Snappy's fragments, each of which begins without anything to copy from, as all of them do.
    private const long SampleSize = 128 << 10;

    private readonly Levels _levels = new();
    private readonly NumberValues _numbers = new();
    private readonly TextValues _texts = new();
    private readonly ValueDictionary _dictionary = new();
    private readonly PageWriter _pages = new(options.Compression);
    private readonly PooledBuffer _page = new();
    private readonly PooledBuffer _other = new();

    /// <summary>Encodes the rows from <paramref name="from"/> on into <paramref name="target"/>, whose content is replaced.</summary>
    public ColumnChunk Encode(ParquetColumn column, ColumnData data, int from, int count, PooledBuffer target)
    {
        var values = Load(column, data, from, count);
        target.Clear();
        var useDictionary = _dictionary.TryBuild(values);
        var range = values.Range(_dictionary.FirstOf);
        if (!useDictionary || !DictionaryMayPay(values))
        {
            return EncodeAs(PageEncoding.Plain, column, values, range, target);
        }

        var chunk = EncodeAs(PageEncoding.Dictionary, column, values, range, target);
        if (DictionaryMustPay() || PlainLooksLarger(values, chunk.Size))
        {
            return chunk;
        }

        _other.Clear();
        var plain = EncodeAs(PageEncoding.Plain, column, values, range, _other);
        if (plain.Size >= chunk.Size)
        {
            return chunk;
        }

        target.Clear();
        target.Write(_other.Written);
        return plain;
    }

    public void Dispose()
    {
        _levels.Dispose();
        _numbers.Dispose();
        _texts.Dispose();
        _dictionary.Dispose();
        _pages.Dispose();
        _page.Dispose();
        _other.Dispose();
    }

    private IChunkValues Load(ParquetColumn column, ColumnData data, int from, int count)
    {
        switch (data)
        {
            case StringColumn texts:
                _texts.Load(texts, from, count, _levels);
                return _texts;
            case StringListColumn lists:
                _texts.Load(lists, from, count, column.MaxDefinition, _levels);
                return _texts;
            default:
                _numbers.Load(column.Type, data, from, count, _levels);
                return _numbers;
        }
    }

    private long CodesSize() => ((long)_dictionary.Codes.Length * RunLengthBitPacking.Bits(_dictionary.Count - 1)) / 8;

    // Less than a sixteenth before compression is not worth a trial.
    private bool DictionaryMayPay(IChunkValues values) => _dictionary.PlainSize + CodesSize() < values.PlainSize / 16 * 15;

    // A plain value that repeats costs Snappy about three bytes, a copy; where the codes are not clearly smaller, both are tried.
    private bool DictionaryMustPay() =>
        options.Compression == ParquetCompression.None || (_dictionary.Codes.Length - _dictionary.Count) * 3L > CodesSize();

    /// <summary>Compresses a few values in plain encoding and says whether all of them would clearly be larger than what there is.</summary>
    /// <remarks>A copy of a value reaches back 64 KiB only, so that values that repeat further apart pay less than the rule above hopes.</remarks>
    private bool PlainLooksLarger(IChunkValues values, long size)
    {
        var count = (int)Math.Clamp(SampleSize * values.Count / Math.Max(1, values.PlainSize), 1, values.Count);
        if (count == values.Count)
        {
            return false;
        }

        _page.Clear();
        values.WritePlain(_page, (values.Count - count) / 2, count);
        return (double)_pages.CompressedSize(_page) / _page.Length * values.PlainSize > size * 1.125;
    }

    private ColumnChunk EncodeAs(PageEncoding encoding, ParquetColumn column, IChunkValues values, ValueRange range, PooledBuffer target)
    {
        var dictionaryPageSize = 0;
        var uncompressed = 0L;
        _pages.Begin();
        if (encoding == PageEncoding.Dictionary)
        {
            _page.Clear();
            values.WritePlain(_page, _dictionary.FirstOf);
            if (_page.Length > CodesSize())
            {
                _pages.BeginWith(_page);
            }

            uncompressed += _pages.WriteDictionary(target, _page, _dictionary.Count);
            dictionaryPageSize = target.Length;
        }

        var pages = 0;
        for (var (entry, value) = (0, 0); entry < _levels.Count; pages++)
        {
            var (nextEntry, nextValue) = PageEnd(encoding, column, values, entry, value);
            _page.Clear();
            WriteLevels(column, entry, nextEntry);
            if (encoding == PageEncoding.Dictionary)
            {
                var bits = RunLengthBitPacking.Bits(_dictionary.Count - 1);
                _page.WriteByte((byte)bits);
                RunLengthBitPacking.Write(_page, _dictionary.Codes[value..nextValue], bits);
            }
            else
            {
                values.WritePlain(_page, value, nextValue - value);
            }

            uncompressed += _pages.WriteData(target, _page, nextEntry - entry, encoding);
            (entry, value) = (nextEntry, nextValue);
        }

        return new ColumnChunk(column)
        {
            Entries = _levels.Count,
            NullCount = _levels.Count - values.Count,
            Range = range,
            Compression = _pages.Compression,
            UncompressedSize = uncompressed,
            Size = target.Length,
            DataPages = pages,
            DictionaryPageSize = dictionaryPageSize,
        };
    }

    /// <summary>The first entry and the first value that no longer belong to the page; a row is never split.</summary>
    private (int Entry, int Value) PageEnd(PageEncoding encoding, ParquetColumn column, IChunkValues values, int entry, int value)
    {
        var budget = options.PageSize * 8L;
        var codeBits = encoding == PageEncoding.Dictionary ? RunLengthBitPacking.Bits(_dictionary.Count - 1) : 0;
        var allBits = encoding == PageEncoding.Dictionary ? (long)codeBits * values.Count : values.PlainSize * 8;
        if (allBits <= budget)
        {
            return (_levels.Count, values.Count);
        }

        var definitions = _levels.Definitions;
        var repetitions = _levels.Repetitions;
        var present = Math.Max(column.MaxDefinition, 1);
        var first = entry;
        var (rowEntry, rowValue) = (entry, value);
        var used = 0L;
        for (; entry < definitions.Length; entry++)
        {
            if (repetitions.IsEmpty || repetitions[entry] == 0)
            {
                if (used > budget && rowEntry > first)
                {
                    break;
                }

                (rowEntry, rowValue) = (entry, value);
            }

            if (definitions[entry] == present)
            {
                used += codeBits > 0 ? codeBits : values.PlainBits(value);
                value++;
            }
        }

        return used > budget && rowEntry > first ? (rowEntry, rowValue) : (definitions.Length, values.Count);
    }

    private void WriteLevels(ParquetColumn column, int from, int to)
    {
        if (column.IsList)
        {
            WriteLevels(_levels.Repetitions[from..to], 1);
        }

        if (column.MaxDefinition > 0)
        {
            WriteLevels(_levels.Definitions[from..to], column.MaxDefinition);
        }
    }

    private void WriteLevels(ReadOnlySpan<int> levels, int max)
    {
        var lengthAt = _page.Length;
        _page.WriteInt32(0);
        RunLengthBitPacking.Write(_page, levels, RunLengthBitPacking.Bits(max));
        _page.WriteInt32At(lengthAt, _page.Length - lengthAt - 4);
    }
}
