using System.Text;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Thrift's compact protocol, as far as Parquet's headers and footer need it.</summary>
/// <remarks>https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md</remarks>
internal sealed class ThriftWriter(PooledBuffer target)
{
    // FileMetaData → schema element → logical type → timestamp → unit → milliseconds is the deepest.
    private readonly short[] _outerFields = new short[8];
    private int _depth;
    private short _lastField;

    private enum Kind : byte
    {
        True = 1,
        False = 2,
        Int16 = 4,
        Int32 = 5,
        Int64 = 6,
        Binary = 8,
        List = 9,
        Struct = 12,
    }

    /// <summary>Begins a struct that is no field: the outermost one, or an item of a list.</summary>
    public void BeginStruct()
    {
        _outerFields[_depth++] = _lastField;
        _lastField = 0;
    }

    public void BeginStruct(short field)
    {
        Field(field, Kind.Struct);
        BeginStruct();
    }

    public void EndStruct()
    {
        target.WriteByte(0);
        _lastField = _outerFields[--_depth];
    }

    /// <summary>A struct without members, which stands for a choice in a union.</summary>
    public void EmptyStruct(short field)
    {
        BeginStruct(field);
        EndStruct();
    }

    public void Boolean(short field, bool value) => Field(field, value ? Kind.True : Kind.False);

    public void Int16(short field, short value)
    {
        Field(field, Kind.Int16);
        ZigZag(value);
    }

    public void Int32(short field, int value)
    {
        Field(field, Kind.Int32);
        ZigZag(value);
    }

    public void Int64(short field, long value)
    {
        Field(field, Kind.Int64);
        ZigZag(value);
    }

    public void Binary(short field, ReadOnlySpan<byte> value)
    {
        Field(field, Kind.Binary);
        BinaryItem(value);
    }

    public void String(short field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void StructList(short field, int count) => List(field, count, Kind.Struct);

    public void Int32List(short field, ReadOnlySpan<int> values)
    {
        List(field, values.Length, Kind.Int32);
        foreach (var value in values)
        {
            ZigZag(value);
        }
    }

    public void StringList(short field, ReadOnlySpan<string> values)
    {
        List(field, values.Length, Kind.Binary);
        foreach (var value in values)
        {
            BinaryItem(Encoding.UTF8.GetBytes(value));
        }
    }

    private void List(short field, int count, Kind item)
    {
        Field(field, Kind.List);
        if (count < 15)
        {
            target.WriteByte((byte)((count << 4) | (int)item));
        }
        else
        {
            target.WriteByte((byte)(0xF0 | (int)item));
            target.WriteVarint((ulong)count);
        }
    }

    private void Field(short field, Kind kind)
    {
        // Fields are always written in ascending order here and never more than 15 apart, so that one byte is enough.
        target.WriteByte((byte)(((field - _lastField) << 4) | (int)kind));
        _lastField = field;
    }

    private void BinaryItem(ReadOnlySpan<byte> value)
    {
        target.WriteVarint((ulong)value.Length);
        target.Write(value);
    }

    private void ZigZag(long value) => target.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
}
