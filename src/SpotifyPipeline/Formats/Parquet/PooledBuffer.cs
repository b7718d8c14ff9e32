using System.Buffers;
using System.Buffers.Binary;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Bytes that grow, in an array rented from the shared pool.</summary>
internal sealed class PooledBuffer : IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>At least <paramref name="count"/> bytes after the written ones, of any content; <see cref="Advance"/> then says how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    public void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void WriteInt32At(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position), value);

    public void WriteVarint(ulong value)
    {
        var target = Reserve(10);
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[used++] = (byte)(value | 0x80);
        }

        target[used++] = (byte)value;
        Length += used;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        Length = 0;
    }

    private void Grow(int count)
    {
        if (count > Array.MaxLength - Length)
        {
            throw new InvalidOperationException($"One column of a row group passes {Array.MaxLength:N0} bytes. Set a smaller RowGroupSize in ParquetFormatOptions, or write fewer rows in one call.");
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max((long)_bytes.Length * 2, Math.Max(256, (long)Length + count))));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
