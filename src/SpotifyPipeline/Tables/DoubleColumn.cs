namespace SpotifyPipeline.Tables;

/// <summary>64-bit IEEE numbers.</summary>
public sealed class DoubleColumn : ColumnData
{
    private double[] _values = new double[16];
    private bool[] _isNull = new bool[16];
    private int _count;
    private int _nulls;

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override int NullCount => _nulls;

    /// <summary>The value at <paramref name="row"/> (0-based); the type's default where it is NULL.</summary>
    public double this[int row] => _values[row];

    /// <inheritdoc/>
    public override bool IsNull(int row) => _isNull[row];

    /// <summary>All values at once; the type's default where a row is NULL.</summary>
    internal ReadOnlySpan<double> Values => _values.AsSpan(0, _count);

    /// <summary>For each row whether it is NULL.</summary>
    internal ReadOnlySpan<bool> Nulls => _isNull.AsSpan(0, _count);

    /// <summary>Appends a value.</summary>
    public void Append(double value)
    {
        Reserve();
        _values[_count] = value;
        _isNull[_count++] = false;
    }

    /// <summary>Appends a value, or NULL.</summary>
    public void Append(double? value)
    {
        if (value is { } known)
        {
            Append(known);
        }
        else
        {
            AppendNull();
        }
    }

    /// <inheritdoc/>
    public override void AppendNull()
    {
        Reserve();
        _values[_count] = default;
        _isNull[_count++] = true;
        _nulls++;
    }

    /// <summary>Replaces a NULL; does nothing when there is a value already.</summary>
    internal void Fill(int row, double value)
    {
        if (_isNull[row])
        {
            _values[row] = value;
            _isNull[row] = false;
            _nulls--;
        }
    }

    internal override void AppendFrom(ColumnData source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
        }
        else
        {
            Append(((DoubleColumn)source)._values[row]);
        }
    }

    internal override void FillFrom(int row, ColumnData source, int sourceRow)
    {
        if (!source.IsNull(sourceRow))
        {
            Fill(row, ((DoubleColumn)source)._values[sourceRow]);
        }
    }

    internal override void Clear() => _count = _nulls = 0;

    internal override void ReserveAsMuchAs(ColumnData other)
    {
        var rows = Math.Max(other.Count, _values.Length);
        Array.Resize(ref _values, rows);
        Array.Resize(ref _isNull, rows);
    }

    private void Reserve()
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, _count * 2);
            Array.Resize(ref _isNull, _count * 2);
        }
    }
}
