namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Codes for the distinct values of a chunk, in the order of their first occurrence.</summary>
internal sealed class ValueDictionary : IDisposable
{
    /// <summary>A dictionary is one page by the format; readers must hold it whole.</summary>
    private const long MaxSize = 4 << 20;

    private const int BlockSize = 256;
    private const int SampleBlocks = 16;

    private readonly PooledArray<int> _codes = new();
    private readonly PooledArray<int> _firsts = new();
    private readonly PooledArray<ulong> _hashes = new();
    private readonly PooledArray<int> _slots = new();
    private int _mask;
    private int _values;

    public int Count { get; private set; }

    /// <summary>The size of the distinct values in plain encoding, in bytes.</summary>
    public long PlainSize { get; private set; }

    /// <summary>For each value its code.</summary>
    public ReadOnlySpan<int> Codes => _codes.Items.AsSpan(0, _values);

    /// <summary>For each code the value that had it first.</summary>
    public ReadOnlySpan<int> FirstOf => _firsts.Items.AsSpan(0, Count);

    /// <summary>Spreads the difference of two words, in whichever bits it is, over all bits.</summary>
    public static ulong Mix(ulong word)
    {
        var high = Math.BigMul(word, 0x9E3779B97F4A7C15, out var low);
        return high ^ low;
    }

    public void Clear() => Count = _values = 0;

    /// <summary>Gives codes to the values; false, with nothing kept, when that cannot make the chunk smaller.</summary>
    public bool TryBuild(IChunkValues values)
    {
        Clear();
        PlainSize = 0;
        if (!values.AllowsDictionary || values.Count == 0 || LooksDistinct(values))
        {
            return false;
        }

        var budget = Math.Min(MaxSize, values.PlainSize);
        var isWorthIt = values.Numbers.IsEmpty ? TryHash(values, budget) : TryNumber(values, budget);
        if (isWorthIt)
        {
            _values = values.Count;
        }
        else
        {
            Clear();
        }

        return isWorthIt;
    }

    public void Dispose()
    {
        _codes.Dispose();
        _firsts.Dispose();
        _hashes.Dispose();
        _slots.Dispose();
    }

    /// <summary>Values that are numbered already need no hash: a number's slot is its own.</summary>
    private bool TryNumber(IChunkValues values, long budget)
    {
        var numbers = values.Numbers;
        var codes = _codes.Ensure(numbers.Length);
        var firsts = _firsts.Ensure(numbers.Length);
        var slots = _slots.Ensure(Largest(numbers) + 1);
        slots.Clear();
        for (var i = 0; i < numbers.Length && PlainSize <= budget; i++)
        {
            ref var slot = ref slots[numbers[i]];
            if (slot == 0)
            {
                firsts[Count] = i;
                slot = ++Count;
                PlainSize += values.PlainBits(i) / 8;
            }

            codes[i] = slot - 1;
        }

        return PlainSize <= budget;
    }

    private static int Largest(ReadOnlySpan<int> numbers)
    {
        var largest = 0;
        foreach (var number in numbers)
        {
            largest = Math.Max(largest, number);
        }

        return largest;
    }

    private bool TryHash(IChunkValues values, long budget)
    {
        Begin(values.Count);
        var codes = _codes.Ensure(values.Count);
        Span<ulong> hashes = stackalloc ulong[BlockSize];

        // A bound on the search keeps values chosen to collide from costing quadratic time; honest ones need about 1.5 a value.
        var steps = 8L * values.Count;
        for (var at = 0; at < values.Count; at += BlockSize)
        {
            var block = hashes[..Math.Min(BlockSize, values.Count - at)];
            values.Hash(at, block);
            for (var i = 0; i < block.Length; i++)
            {
                codes[at + i] = CodeOf(values, at + i, block[i], ref steps);
            }

            if (PlainSize > budget || steps < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Looks at blocks spread over the values: neighbours show clustered repeats, the blocks together show scattered ones.</summary>
    private bool LooksDistinct(IChunkValues values)
    {
        const int Sample = BlockSize * SampleBlocks;
        if (values.Count < 2 * Sample)
        {
            return false;
        }

        Begin(Sample);
        Span<ulong> hashes = stackalloc ulong[BlockSize];
        var steps = long.MaxValue;
        for (var block = 0; block < SampleBlocks; block++)
        {
            var at = (int)((long)(values.Count - BlockSize) * block / (SampleBlocks - 1));
            values.Hash(at, hashes);
            for (var i = 0; i < BlockSize; i++)
            {
                CodeOf(values, at + i, hashes[i], ref steps);
            }
        }

        // Values that all occur twice, scattered over a full row group, repeat about 68 times in the sample.
        var looksDistinct = Sample - Count < 16;
        Clear();
        PlainSize = 0;
        return looksDistinct;
    }

    private void Begin(int values)
    {
        // The codes and first places for all values at once; the table of slots grows, so that few distinct values stay in the nearest cache.
        _firsts.Ensure(values);
        _hashes.Ensure(values);
        _mask = 255;
        _slots.Ensure(_mask + 1).Clear();
    }

    private int CodeOf(IChunkValues values, int value, ulong hash, ref long steps)
    {
        var slots = _slots.Items;
        var hashes = _hashes.Items;
        var slot = (int)hash & _mask;
        for (; slots[slot] > 0; slot = (slot + 1) & _mask)
        {
            steps--;
            var code = slots[slot] - 1;
            if (hashes[code] == hash && values.AreEqual(value, _firsts.Items[code]))
            {
                return code;
            }
        }

        hashes[Count] = hash;
        _firsts.Items[Count] = value;
        slots[slot] = ++Count;
        PlainSize += values.PlainBits(value) / 8;
        if (Count * 2 > _mask)
        {
            GrowSlots();
        }

        return Count - 1;
    }

    private void GrowSlots()
    {
        _mask = (_mask * 4) + 3;
        var slots = _slots.Ensure(_mask + 1);
        slots.Clear();
        for (var code = 0; code < Count; code++)
        {
            var slot = (int)_hashes.Items[code] & _mask;
            while (slots[slot] > 0)
            {
                slot = (slot + 1) & _mask;
            }

            slots[slot] = code + 1;
        }
    }
}
