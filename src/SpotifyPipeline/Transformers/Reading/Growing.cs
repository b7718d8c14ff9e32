namespace SpotifyPipeline.Transformers.Reading;

/// <summary>A list of structs that gives references, can be cut back, and keeps its memory.</summary>
internal sealed class Growing<T>
    where T : struct
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    public ref T this[int index] => ref _items[index];

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    /// <summary>Adds an item and returns its index.</summary>
    public int Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count] = item;
        return Count++;
    }

    /// <summary>Makes room for as many items as another list has, and some more.</summary>
    public void ReserveLike(Growing<T> other)
    {
        var wanted = other.Count + (other.Count / 8);
        if (_items.Length < wanted)
        {
            Array.Resize(ref _items, wanted);
        }
    }

    /// <summary>Drops every item from <paramref name="count"/> on.</summary>
    public void CutTo(int count) => Count = count;
}
