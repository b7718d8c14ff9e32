using System.Buffers;

namespace SpotifyPipeline.Formats.Parquet;

/// <summary>Working memory that is rented once and kept from column to column; what it holds is lost when it must be larger.</summary>
internal sealed class PooledArray<T> : IDisposable
    where T : unmanaged
{
    private T[] _items = [];

    public T[] Items => _items;

    public Span<T> Ensure(int count)
    {
        if (_items.Length < count)
        {
            Dispose();
            _items = ArrayPool<T>.Shared.Rent(Math.Max(count, 1_024));
        }

        return _items.AsSpan(0, count);
    }

    public void Dispose()
    {
        if (_items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_items);
            _items = [];
        }
    }
}
