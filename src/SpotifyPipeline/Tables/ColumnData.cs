namespace SpotifyPipeline.Tables;

/// <summary>The values of one column, appended in row order.</summary>
/// <remarks>
/// Formats read columns, not rows: a row is never an object on the way from raw JSON to a file. Not safe for
/// concurrent writers.
/// </remarks>
public abstract class ColumnData
{
    private protected ColumnData()
    {
    }

    /// <summary>The number of values so far, NULLs included.</summary>
    public abstract int Count { get; }

    /// <summary>The number of NULLs so far.</summary>
    public abstract int NullCount { get; }

    /// <summary>Whether the value at <paramref name="row"/> (0-based) is NULL.</summary>
    public abstract bool IsNull(int row);

    /// <summary>Appends a NULL.</summary>
    public abstract void AppendNull();

    /// <summary>Copies one value of <paramref name="source"/>, which must be of the same class, to the end of this column.</summary>
    internal abstract void AppendFrom(ColumnData source, int row);

    /// <summary>Replaces the NULL at <paramref name="row"/> by a value of <paramref name="source"/>; does nothing when there is a value already.</summary>
    internal abstract void FillFrom(int row, ColumnData source, int sourceRow);

    /// <summary>Forgets all values and keeps the memory.</summary>
    internal abstract void Clear();

    /// <summary>Makes room at once for about as much as another column of the same kind holds, instead of growing to it.</summary>
    internal abstract void ReserveAsMuchAs(ColumnData other);

    /// <summary>Creates an empty column for values of <paramref name="type"/>.</summary>
    public static ColumnData Create(ColumnType type) => type switch
    {
        ColumnType.String => new StringColumn(),
        ColumnType.Int32 or ColumnType.Date => new Int32Column(),
        ColumnType.Int64 or ColumnType.Timestamp => new Int64Column(),
        ColumnType.Double => new DoubleColumn(),
        ColumnType.Boolean => new BooleanColumn(),
        ColumnType.StringList => new StringListColumn(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };
}
