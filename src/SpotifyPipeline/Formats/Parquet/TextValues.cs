using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Texts, or the items of lists of texts, left where the column keeps them.</summary>
internal sealed class TextValues : IChunkValues, IDisposable
{
    // Short texts are copied as a block of this size, which is quicker than to call for the exact length.
    private const int Block = 32;

    private readonly PooledArray<int> _starts = new();
    private readonly PooledArray<int> _lengths = new();
    private readonly PooledArray<int> _numbers = new();
    private bool _hasNumbers;
    private StringColumn _source = new();

    public int Count { get; private set; }

    public long PlainSize { get; private set; }

    public bool AllowsDictionary => true;

    /// <summary>For references the rows referred to.</summary>
    public ReadOnlySpan<int> Numbers => _hasNumbers ? _numbers.Items.AsSpan(0, Count) : default;

    public void Load(StringColumn column, int from, int count, Levels levels)
    {
        _source = column;
        var starts = _starts.Ensure(count);
        var lengths = _lengths.Ensure(count);
        var definitions = levels.Flat(count);
        column.Starts.Slice(from, count).CopyTo(starts);
        column.Lengths.Slice(from, count).CopyTo(lengths);
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
                var present = lengths[i] < 0 ? 0 : 1;
                definitions[i] = present;
                starts[Count] = starts[i];
                lengths[Count] = lengths[i];
                Count += present;
            }
        }

        Resolve();
        Measure();
    }

    public void Load(StringListColumn column, int from, int count, int maxDefinition, Levels levels)
    {
        _source = column.Items;
        _hasNumbers = false;
        var listStarts = column.Starts.Slice(from, count);
        var listLengths = column.Lengths.Slice(from, count);
        var (items, entries) = (0, 0);
        foreach (var length in listLengths)
        {
            items += Math.Max(length, 0);
            entries += Math.Max(length, 1);
        }

        var starts = _starts.Ensure(items);
        var lengths = _lengths.Ensure(items);
        levels.Nested(entries, out var definitions, out var repetitions);
        var (item, entry) = (0, 0);
        for (var row = 0; row < count; row++)
        {
            var length = listLengths[row];
            repetitions[entry] = 0;
            if (length <= 0)
            {
                definitions[entry++] = length < 0 ? 0 : maxDefinition - 1;
                continue;
            }

            column.Items.Starts.Slice(listStarts[row], length).CopyTo(starts[item..]);
            column.Items.Lengths.Slice(listStarts[row], length).CopyTo(lengths[item..]);
            item += length;
            definitions.Slice(entry, length).Fill(maxDefinition);
            repetitions.Slice(entry + 1, length - 1).Fill(1);
            entry += length;
        }

        Count = items;
        Measure();
    }

    public long PlainBits(int value) => (_lengths.Items[value] + 4L) * 8;

    public void Hash(int first, Span<ulong> hashes)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = _hasNumbers ? (uint)_numbers.Items[first + i] * 0x9E3779B97F4A7C15 >> 20 : Hash(Text(first + i));
        }
    }

    public bool AreEqual(int value, int other) =>
        _hasNumbers ? _numbers.Items[value] == _numbers.Items[other] : Text(value).SequenceEqual(Text(other));

    public void WritePlain(PooledBuffer target, int first, int count)
    {
        var starts = _starts.Items.AsSpan(first, count);
        var lengths = _lengths.Items.AsSpan(first, count);
        var size = 0L;
        foreach (var length in lengths)
        {
            size += length + 4;
        }

        var source = _source.Utf8;
        var output = target.Reserve(checked((int)size + Block));
        var used = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            used += WriteText(output[used..], source, starts[i], lengths[i]);
        }

        target.Advance(used);
    }

    public void WritePlain(PooledBuffer target, ReadOnlySpan<int> values)
    {
        var starts = _starts.Items;
        var lengths = _lengths.Items;
        var size = 0L;
        foreach (var value in values)
        {
            size += lengths[value] + 4;
        }

        var source = _source.Utf8;
        var output = target.Reserve(checked((int)size + Block));
        var used = 0;
        foreach (var value in values)
        {
            used += WriteText(output[used..], source, starts[value], lengths[value]);
        }

        target.Advance(used);
    }

    public ValueRange Range(ReadOnlySpan<int> distinct)
    {
        if (Count == 0)
        {
            return default;
        }

        var (min, max) = (distinct.IsEmpty ? 0 : distinct[0], distinct.IsEmpty ? 0 : distinct[0]);
        var (minPrefix, maxPrefix) = (Prefix(Text(min)), Prefix(Text(max)));
        var candidates = distinct.IsEmpty ? Count : distinct.Length;
        for (var i = 1; i < candidates; i++)
        {
            // The first eight bytes decide for nearly all.
            var value = distinct.IsEmpty ? i : distinct[i];
            var text = Text(value);
            var prefix = Prefix(text);
            if (prefix <= minPrefix && text.SequenceCompareTo(Text(min)) < 0)
            {
                (min, minPrefix) = (value, prefix);
            }
            else if (prefix >= maxPrefix && text.SequenceCompareTo(Text(max)) > 0)
            {
                (max, maxPrefix) = (value, prefix);
            }
        }

        return TextBounds.Range(Text(min), Text(max));
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _starts.Dispose();
        _lengths.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteText(Span<byte> output, ReadOnlySpan<byte> source, int start, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output, length);
        if (length <= Block && start + Block <= source.Length && output.Length >= Block + 4)
        {
            source.Slice(start, Block).CopyTo(output[4..]);
        }
        else
        {
            source.Slice(start, length).CopyTo(output[4..]);
        }

        return length + 4;
    }

    private static ulong Prefix(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        }

        ulong prefix = 0;
        for (var i = 0; i < 8; i++)
        {
            prefix = (prefix << 8) | (i < text.Length ? text[i] : 0u);
        }

        return prefix;
    }

    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        var hash = (ulong)text.Length;
        if (text.Length < 8)
        {
            return ValueDictionary.Mix(hash ^ Prefix(text));
        }

        ref var bytes = ref MemoryMarshal.GetReference(text);
        for (var i = 0; i + 8 < text.Length; i += 8)
        {
            hash = ValueDictionary.Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, i)));
        }

        // The last eight bytes may overlap those before, which does no harm.
        return ValueDictionary.Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, text.Length - 8)));
    }

    /// <summary>From the rows that references name to where their texts are.</summary>
    private void Resolve()
    {
        _hasNumbers = _source.TextsOf is not null;
        if (_source.TextsOf is not { } texts)
        {
            return;
        }

        var numbers = _numbers.Ensure(Count);
        var starts = _starts.Items.AsSpan(0, Count);
        var lengths = _lengths.Items.AsSpan(0, Count);
        starts.CopyTo(numbers);
        texts.Locate(numbers, starts, lengths);
        _source = texts;
    }

    private void Measure()
    {
        PlainSize = 4L * Count;
        foreach (var length in _lengths.Items.AsSpan(0, Count))
        {
            PlainSize += length;
        }
    }

    private ReadOnlySpan<byte> Text(int value) => _source.Utf8.Slice(_starts.Items[value], _lengths.Items[value]);
}
