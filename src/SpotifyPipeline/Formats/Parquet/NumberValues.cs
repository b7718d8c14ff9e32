using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Numbers, dates, timestamps and booleans, all widened to 64 bits: one compiled path for all of them.</summary>
internal sealed class NumberValues : IChunkValues, IDisposable
{
    private readonly PooledArray<long> _numbers = new();
    private readonly PooledArray<int> _narrow = new();
    private PhysicalType _type;
    private long _min;
    private long _max;
    private bool _isNarrow;

    public int Count { get; private set; }

    public long PlainSize => ((Count * PlainBits(0)) + 7) / 8;

    public bool AllowsDictionary => _type != PhysicalType.Boolean;

    /// <summary>How far each whole number is from the smallest, where no distance is more than there are numbers: places, years, popularity.</summary>
    public ReadOnlySpan<int> Numbers => _isNarrow ? _narrow.Items.AsSpan(0, Count) : default;

    private ReadOnlySpan<long> Values => _numbers.Items.AsSpan(0, Count);

    public void Load(PhysicalType type, ColumnData column, int from, int count, Levels levels)
    {
        _type = type;
        var numbers = _numbers.Ensure(count);
        var nulls = Widen(column, from, numbers);
        var definitions = levels.Flat(count);
        Count = count;
        if (column.NullCount == 0)
        {
            definitions.Fill(1);
        }
        else
        {
            Count = 0;
            for (var i = 0; i < count; i++)
            {
                var present = nulls[i] ? 0 : 1;
                definitions[i] = present;
                numbers[Count] = numbers[i];
                Count += present;
            }
        }

        Measure();
    }

    public long PlainBits(int value) => _type switch
    {
        PhysicalType.Boolean => 1,
        PhysicalType.Int32 => 32,
        _ => 64,
    };

    public void Hash(int first, Span<ulong> hashes)
    {
        var numbers = Values.Slice(first, hashes.Length);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = ValueDictionary.Mix((ulong)numbers[i]);
        }
    }

    public bool AreEqual(int value, int other) => Values[value] == Values[other];

    public void WritePlain(PooledBuffer target, int first, int count)
    {
        var numbers = Values.Slice(first, count);
        switch (_type)
        {
            case PhysicalType.Boolean:
                WriteBits(target, numbers);
                break;
            case PhysicalType.Int32:
                var narrow = MemoryMarshal.Cast<byte, int>(target.Reserve(count * 4));
                for (var i = 0; i < numbers.Length; i++)
                {
                    narrow[i] = (int)numbers[i];
                }

                target.Advance(count * 4);
                break;
            default:
                target.Write(MemoryMarshal.AsBytes(numbers));
                break;
        }
    }

    public void WritePlain(PooledBuffer target, ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            WritePlain(target, value, 1);
        }
    }

    public ValueRange Range(ReadOnlySpan<int> distinct)
    {
        if (Count == 0)
        {
            return default;
        }

        return _type == PhysicalType.Double ? DoubleRange(MemoryMarshal.Cast<long, double>(Values)) : new ValueRange(Bytes(_min), Bytes(_max));
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _narrow.Dispose();
    }

    /// <summary>Finds the bounds of whole numbers and truth values, and how far each number is from the smallest.</summary>
    private void Measure()
    {
        _isNarrow = false;
        if (_type == PhysicalType.Double)
        {
            return;
        }

        (_min, _max) = (long.MaxValue, long.MinValue);
        foreach (var number in Values)
        {
            _min = Math.Min(_min, number);
            _max = Math.Max(_max, number);
        }

        _isNarrow = _type != PhysicalType.Boolean && Count > 0 && (ulong)(_max - _min) < (ulong)Count;
        if (_isNarrow)
        {
            var narrow = _narrow.Ensure(Count);
            for (var i = 0; i < narrow.Length; i++)
            {
                narrow[i] = (int)(_numbers.Items[i] - _min);
            }
        }
    }

    private static ReadOnlySpan<bool> Widen(ColumnData column, int from, Span<long> numbers)
    {
        switch (column)
        {
            case Int32Column c:
                var ints = c.Values.Slice(from, numbers.Length);
                for (var i = 0; i < ints.Length; i++)
                {
                    numbers[i] = ints[i];
                }

                return c.Nulls[from..];
            case Int64Column c:
                c.Values.Slice(from, numbers.Length).CopyTo(numbers);
                return c.Nulls[from..];
            case DoubleColumn c:
                MemoryMarshal.Cast<double, long>(c.Values.Slice(from, numbers.Length)).CopyTo(numbers);
                return c.Nulls[from..];
            default:
                var booleans = (BooleanColumn)column;
                var values = booleans.Values.Slice(from, numbers.Length);
                for (var i = 0; i < values.Length; i++)
                {
                    numbers[i] = values[i] ? 1 : 0;
                }

                return booleans.Nulls[from..];
        }
    }

    private static void WriteBits(PooledBuffer target, ReadOnlySpan<long> booleans)
    {
        var length = (booleans.Length + 7) / 8;
        var bytes = target.Reserve(length)[..length];
        bytes.Clear();
        for (var i = 0; i < booleans.Length; i++)
        {
            bytes[i >> 3] |= (byte)(booleans[i] << (i & 7));
        }

        target.Advance(length);
    }

    private static ValueRange DoubleRange(ReadOnlySpan<double> numbers)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in numbers)
        {
            // Readers disagree where NaN stands in the order, so that no bounds are safe.
            if (double.IsNaN(number))
            {
                return default;
            }

            min = Math.Min(min, number);
            max = Math.Max(max, number);
        }

        // Both zeros are equal to a reader that compares, so that the bounds must take in both.
        var bounds = (Min: min == 0 ? -0.0 : min, Max: max == 0 ? 0.0 : max);
        return new ValueRange(BitConverter.GetBytes(bounds.Min), BitConverter.GetBytes(bounds.Max));
    }

    private byte[] Bytes(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes[..((int)PlainBits(0) + 7 >> 3)];
    }
}
