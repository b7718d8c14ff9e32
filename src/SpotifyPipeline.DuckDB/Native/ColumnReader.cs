using System.Globalization;
using System.Text;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>Turns the vectors of one column into the CLR values that <see cref="Query.QueryRow"/> promises.</summary>
/// <remarks>Layouts of the vectors: https://duckdb.org/docs/stable/clients/c/vector</remarks>
internal sealed unsafe class ColumnReader
{
    private readonly DuckDBType _type;
    private readonly DuckDBType _storage;
    private readonly byte _scale;
    private readonly ulong _arraySize;
    private readonly string[] _names = [];
    private readonly ColumnReader[] _children = [];

    private ColumnReader(nint type)
    {
        _type = NativeMethods.TypeId(type);
        switch (_type)
        {
            case DuckDBType.Decimal:
                _scale = NativeMethods.DecimalScale(type);
                _storage = NativeMethods.DecimalInternalType(type);
                SqlType = string.Create(CultureInfo.InvariantCulture, $"decimal({NativeMethods.DecimalWidth(type)},{_scale})");
                return;
            case DuckDBType.Enum:
                _storage = NativeMethods.EnumInternalType(type);
                _names = [.. Enumerable.Range(0, (int)NativeMethods.EnumSize(type)).Select(i => NativeMethods.TakeText(NativeMethods.EnumValue(type, (ulong)i)))];
                SqlType = "enum";
                return;
            case DuckDBType.List:
                _children = [Take(NativeMethods.ListChildType(type))];
                SqlType = _children[0].SqlType + "[]";
                return;
            case DuckDBType.Array:
                _arraySize = NativeMethods.ArraySize(type);
                _children = [Take(NativeMethods.ArrayChildType(type))];
                SqlType = _children[0].SqlType + "[]";
                return;
            case DuckDBType.Map:
                _children = [Take(NativeMethods.MapKeyType(type)), Take(NativeMethods.MapValueType(type))];
                SqlType = $"map({_children[0].SqlType}, {_children[1].SqlType})";
                return;
            case DuckDBType.Struct:
                var count = (int)NativeMethods.StructChildCount(type);
                _names = [.. Enumerable.Range(0, count).Select(i => NativeMethods.TakeText(NativeMethods.StructChildName(type, (ulong)i)))];
                _children = [.. Enumerable.Range(0, count).Select(i => Take(NativeMethods.StructChildType(type, (ulong)i)))];
                SqlType = $"struct({string.Join(", ", _names.Zip(_children, (n, c) => n + " " + c.SqlType))})";
                return;
            default:
                SqlType = NameOf(_type);
                return;
        }
    }

    /// <summary>The type in lower case, as DuckDB writes it.</summary>
    public string SqlType { get; }

    /// <summary>A reader for a type that DuckDB gives away.</summary>
    public static ColumnReader Take(nint type)
    {
        try
        {
            return new ColumnReader(type);
        }
        finally
        {
            NativeMethods.DestroyLogicalType(ref type);
        }
    }

    public void ReadAll(nint vector, object?[][] rows, int column)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row][column] = Read(vector, (ulong)row);
        }
    }

    private object? Read(nint vector, ulong row)
    {
        var validity = NativeMethods.VectorValidity(vector);
        if (validity != null && (validity[row / 64] & (1ul << (int)(row % 64))) == 0)
        {
            return null;
        }

        var data = NativeMethods.VectorData(vector);
        return _type switch
        {
            DuckDBType.Boolean => ((byte*)data)[row] != 0,
            DuckDBType.TinyInt => (int)((sbyte*)data)[row],
            DuckDBType.SmallInt => (int)((short*)data)[row],
            DuckDBType.Integer => ((int*)data)[row],
            DuckDBType.UTinyInt => (int)((byte*)data)[row],
            DuckDBType.USmallInt => (int)((ushort*)data)[row],
            DuckDBType.UInteger => (long)((uint*)data)[row],
            DuckDBType.BigInt => ((long*)data)[row],
            DuckDBType.UBigInt => Whole(((ulong*)data)[row]),
            DuckDBType.HugeInt => Whole(((Int128*)data)[row]),
            DuckDBType.UHugeInt => Whole(checked((Int128)((UInt128*)data)[row])),
            DuckDBType.Float => (double)((float*)data)[row],
            DuckDBType.Double => ((double*)data)[row],
            DuckDBType.Decimal => Decimal(data, row),
            DuckDBType.Date => Day(((int*)data)[row]),
            DuckDBType.Timestamp or DuckDBType.TimestampTz => Instant(((long*)data)[row], TimeSpan.TicksPerMicrosecond, 1),
            DuckDBType.TimestampMs => Instant(((long*)data)[row], TimeSpan.TicksPerMillisecond, 1),
            DuckDBType.TimestampS => Instant(((long*)data)[row], TimeSpan.TicksPerSecond, 1),
            DuckDBType.TimestampNs => Instant(((long*)data)[row], 1, 100),
            DuckDBType.Time => Clock(((long*)data)[row]),
            DuckDBType.Interval => Interval((byte*)data + (row * 16)),
            DuckDBType.Varchar => Encoding.UTF8.GetString(Bytes((byte*)data + (row * 16))),
            DuckDBType.Blob => Convert.ToHexString(Bytes((byte*)data + (row * 16))),
            DuckDBType.Uuid => Uuid(((UInt128*)data)[row]),
            DuckDBType.Enum => _names[_storage switch { DuckDBType.UTinyInt => ((byte*)data)[row], DuckDBType.USmallInt => ((ushort*)data)[row], _ => (int)((uint*)data)[row] }],
            DuckDBType.List => Items(NativeMethods.ListChild(vector), ((ulong*)data)[row * 2], ((ulong*)data)[(row * 2) + 1]),
            DuckDBType.Array => Items(NativeMethods.ArrayChild(vector), row * _arraySize, _arraySize),
            DuckDBType.Struct => "{" + string.Join(", ", _children.Select((child, i) => _names[i] + "=" + Text(child.Read(NativeMethods.StructChild(vector, (ulong)i), row)))) + "}",
            DuckDBType.Map => Map(vector, ((ulong*)data)[row * 2], ((ulong*)data)[(row * 2) + 1]),
            DuckDBType.SqlNull => null,
            _ => throw new DuckDBException($"A column is of type {SqlType}, which has no value in .NET here. CAST it to varchar in the statement."),
        };
    }

    /// <summary>Sums are 128 bits wide in DuckDB and 64 in Athena: a value is a long wherever it fits.</summary>
    private static object Whole(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            var narrow = (long)value;
            return narrow;
        }

        var wide = Int128.Abs(value) >> 96 == 0
            ? (decimal)value
            : throw new DuckDBException($"The number {value.ToString(CultureInfo.InvariantCulture)} has too many digits. CAST it to double or varchar in the statement.");
        return wide;
    }

    private decimal Decimal(void* data, ulong row)
    {
        var unscaled = _storage switch
        {
            DuckDBType.SmallInt => ((short*)data)[row],
            DuckDBType.Integer => ((int*)data)[row],
            DuckDBType.BigInt => ((long*)data)[row],
            _ => ((Int128*)data)[row],
        };
        var magnitude = Int128.Abs(unscaled);
        if (magnitude >> 96 != 0 || _scale > 28)
        {
            throw new DuckDBException($"A value of type {SqlType} has too many digits for a decimal. CAST it to double or varchar in the statement.");
        }

        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, _scale);
    }

    private static DateOnly Day(int days)
    {
        var number = 719162L + days;
        return number is >= 0 and <= 3652058 ? DateOnly.FromDayNumber((int)number) : throw Beyond();
    }

    private static DateTime Instant(long value, long multiplier, long divisor)
    {
        var ticks = (Int128)DateTime.UnixEpoch.Ticks + ((Int128)value * multiplier / divisor);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : throw Beyond();
    }

    private static DuckDBException Beyond() =>
        new("A date or timestamp lies outside of the years 1 to 9999, or is infinite. CAST it to varchar in the statement.");

    private static string Clock(long microseconds) =>
        TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString(@"hh\:mm\:ss\.ffffff", CultureInfo.InvariantCulture);

    private static string Interval(byte* value) =>
        string.Create(CultureInfo.InvariantCulture, $"{*(int*)value} months {*(int*)(value + 4)} days {TimeSpan.FromTicks(*(long*)(value + 8) * TimeSpan.TicksPerMicrosecond):c}");

    /// <summary>DuckDB keeps the first bit turned around, so that texts and numbers sort alike.</summary>
    private static string Uuid(UInt128 value)
    {
        var digits = (value ^ (UInt128.One << 127)).ToString("x32", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }

    private static ReadOnlySpan<byte> Bytes(byte* value)
    {
        var length = *(uint*)value;
        return new(length <= 12 ? value + 4 : *(byte**)(value + 8), (int)length);
    }

    /// <summary>An item that is NULL stays null, though the tables of a lake hold none.</summary>
    private string?[] Items(nint child, ulong offset, ulong length)
    {
        var items = new string?[(int)length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = _children[0].Read(child, offset + (ulong)i) is { } value ? Text(value) : null;
        }

        return items;
    }

    private string Map(nint vector, ulong offset, ulong length)
    {
        var entries = NativeMethods.ListChild(vector);
        var keys = NativeMethods.StructChild(entries, 0);
        var values = NativeMethods.StructChild(entries, 1);
        return "{" + string.Join(", ", Enumerable.Range(0, (int)length).Select(i => Text(_children[0].Read(keys, offset + (ulong)i)) + "=" + Text(_children[1].Read(values, offset + (ulong)i)))) + "}";
    }

    /// <summary>A value within a list, a map or a struct, as Athena writes it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        string?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string NameOf(DuckDBType type) => type switch
    {
        DuckDBType.Timestamp => "timestamp",
        DuckDBType.TimestampTz => "timestamp with time zone",
        DuckDBType.TimestampMs => "timestamp_ms",
        DuckDBType.TimestampS => "timestamp_s",
        DuckDBType.TimestampNs => "timestamp_ns",
        DuckDBType.TimeTz => "time with time zone",
        DuckDBType.SqlNull => "null",
        _ => type.ToString().ToLowerInvariant(),
    };
}
