namespace SpotifyPipeline.Formats.Parquet;

/// <summary>The levels of one column chunk: an entry for each value, each NULL and each empty list.</summary>
internal sealed class Levels : IDisposable
{
    private readonly PooledArray<int> _definitions = new();
    private readonly PooledArray<int> _repetitions = new();

    public int Count { get; private set; }

    /// <summary>For each entry how much of the path is there; the value itself at the column's highest level.</summary>
    public ReadOnlySpan<int> Definitions => _definitions.Items.AsSpan(0, Count);

    /// <summary>For each entry 0 where a row begins and 1 where a list goes on; empty for a column without lists.</summary>
    public ReadOnlySpan<int> Repetitions => _repetitions.Items.AsSpan(0, HasRepetitions ? Count : 0);

    public bool HasRepetitions { get; private set; }

    /// <summary>Begins a column of <paramref name="count"/> rows of one entry each.</summary>
    public Span<int> Flat(int count)
    {
        Count = count;
        HasRepetitions = false;
        return _definitions.Ensure(count);
    }

    /// <summary>Begins a column of lists with <paramref name="count"/> entries altogether.</summary>
    public void Nested(int count, out Span<int> definitions, out Span<int> repetitions)
    {
        Count = count;
        HasRepetitions = true;
        definitions = _definitions.Ensure(count);
        repetitions = _repetitions.Ensure(count);
    }

    public void Dispose()
    {
        _definitions.Dispose();
        _repetitions.Dispose();
    }
}
