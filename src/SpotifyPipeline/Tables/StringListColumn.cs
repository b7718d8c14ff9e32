namespace SpotifyPipeline.Tables;

/// <summary>Lists of UTF-8 texts. NULL and the empty list are different values.</summary>
public sealed class StringListColumn : ColumnData
{
    private readonly StringColumn _items = new();
    private int[] _starts = new int[16];
    private int[] _lengths = new int[16];
    private int _count;
    private int _nulls;

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override int NullCount => _nulls;

    /// <summary>The number of items of the list at <paramref name="row"/> (0-based); 0 where it is NULL.</summary>
    public int ItemCount(int row) => Math.Max(_lengths[row], 0);

    /// <summary>One item of the list at <paramref name="row"/>, both 0-based, as UTF-8.</summary>
    public ReadOnlySpan<byte> Item(int row, int item) => _items[_starts[row] + item];

    /// <inheritdoc/>
    public override bool IsNull(int row) => _lengths[row] < 0;

    /// <summary>The items of all lists; a list need not follow the one of the row before.</summary>
    internal StringColumn Items => _items;

    /// <summary>For each row where its items begin in <see cref="Items"/>.</summary>
    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, _count);

    /// <summary>For each row the number of its items; negative where it is NULL.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, _count);

    /// <summary>Appends a list, or NULL.</summary>
    /// <exception cref="ArgumentException">An item is null; nothing is appended.</exception>
    public void Append(IReadOnlyList<string>? items)
    {
        if (items is null)
        {
            AppendNull();
            return;
        }

        if (items.Contains(null))
        {
            throw new ArgumentException("A list holds a null item; expected texts only. Leave the item out.", nameof(items));
        }

        AppendEmpty();
        foreach (var item in items)
        {
            _items.Append(item);
            _lengths[_count - 1]++;
        }
    }

    /// <summary>Appends an empty list; <see cref="AddItem"/> then adds to it.</summary>
    public void AppendEmpty()
    {
        Reserve();
        _starts[_count] = _items.Count;
        _lengths[_count++] = 0;
    }

    /// <summary>Adds an item, valid UTF-8, to the list appended last, which must not be NULL.</summary>
    public void AddItem(ReadOnlySpan<byte> utf8)
    {
        _items.Append(utf8);
        _lengths[_count - 1]++;
    }

    /// <inheritdoc/>
    public override void AppendNull()
    {
        Reserve();
        _starts[_count] = 0;
        _lengths[_count++] = -1;
        _nulls++;
    }

    internal override void AppendFrom(ColumnData source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
            return;
        }

        Reserve();
        Store(_count++, (StringListColumn)source, row);
    }

    internal override void FillFrom(int row, ColumnData source, int sourceRow)
    {
        if (_lengths[row] < 0 && !source.IsNull(sourceRow))
        {
            Store(row, (StringListColumn)source, sourceRow);
            _nulls--;
        }
    }

    internal override void Clear()
    {
        _count = _nulls = 0;
        _items.Clear();
    }

    internal override void ReserveAsMuchAs(ColumnData other)
    {
        var rows = Math.Max(other.Count, _starts.Length);
        Array.Resize(ref _starts, rows);
        Array.Resize(ref _lengths, rows);
        _items.ReserveAsMuchAs(((StringListColumn)other)._items);
    }

    private void Store(int row, StringListColumn source, int sourceRow)
    {
        _starts[row] = _items.Count;
        _lengths[row] = source.ItemCount(sourceRow);
        for (var i = 0; i < _lengths[row]; i++)
        {
            _items.Append(source.Item(sourceRow, i));
        }
    }

    private void Reserve()
    {
        if (_count == _starts.Length)
        {
            Array.Resize(ref _starts, _count * 2);
            Array.Resize(ref _lengths, _count * 2);
        }
    }
}
