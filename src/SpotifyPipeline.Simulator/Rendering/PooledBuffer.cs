using System.Buffers;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>Bytes of one reply in rented memory: a grandfathered playlist page is near a megabyte, and there are many.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _used;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _used);

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_used);
    }

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _used = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _used >= Math.Max(1, more))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, _used + more)));
        _bytes.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
