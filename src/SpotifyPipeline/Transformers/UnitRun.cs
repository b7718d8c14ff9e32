using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers;

/// <summary>
/// Takes the documents of one unit through it: they are loaded and read on several threads and added one after the other,
/// in their order. The rows do not depend on the number of threads.
/// </summary>
internal sealed class UnitRun : IDisposable
{
    private readonly IPreparedTransformation _unit;
    private readonly int _workers;
    private readonly Slot[] _slots;
    private readonly SemaphoreSlim _free;
    private int _next;
    private int _added;
    private int _adding;

    /// <summary>Prepares a run.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="maxDegreeOfParallelism">How many documents may be loaded and read at the same time.</param>
    public UnitRun(IPreparedTransformation unit, int maxDegreeOfParallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        _unit = unit;
        _workers = maxDegreeOfParallelism;

        // Some documents may be ahead of one that takes long; memory is that of so many documents.
        _slots = [.. Enumerable.Range(0, maxDegreeOfParallelism * 2).Select(_ => new Slot(unit.CreatePreparation()))];
        _free = new SemaphoreSlim(_slots.Length);
    }

    /// <summary>Loads a document; its pages may lie in the buffer until the document has been added.</summary>
    public delegate ValueTask<RawDocument> Loader(int index, PageBuffer buffer, CancellationToken cancellationToken);

    /// <summary>Called in document order, one at a time: with the counts, or with the refusal of a document that cannot be read.</summary>
    public delegate void Outcome(int index, RawDocument? document, DocumentCounts counts, TransformException? refusal);

    /// <summary>Takes <paramref name="count"/> documents through the unit. Any exception but a <see cref="TransformException"/> ends the run.</summary>
    public async Task RunAsync(int count, Loader load, Outcome outcome, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, _workers).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await WorkAsync(count, load, outcome, stop.Token).ConfigureAwait(false);
                }
                catch
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            },
            CancellationToken.None))).ConfigureAwait(false);
    }

    public void Dispose() => _free.Dispose();

    private async Task WorkAsync(int count, Loader load, Outcome outcome, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
            var index = Interlocked.Increment(ref _next) - 1;
            if (index >= count)
            {
                _free.Release();
                return;
            }

            // Documents are added in order, and no more are under way than there are slots: this one is free.
            var slot = _slots[index % _slots.Length];
            try
            {
                slot.Document = null;
                slot.Refusal = null;
                slot.Document = await load(index, slot.Buffer, cancellationToken).ConfigureAwait(false);
                slot.Preparation.Read(slot.Document);
            }
            catch (TransformException e)
            {
                slot.Refusal = e;
            }

            Volatile.Write(ref slot.IsReady, true);
            AddReady(count, outcome);
        }
    }

    /// <summary>Adds what is next and ready, unless another thread is at it: that one looks again before it leaves.</summary>
    private void AddReady(int count, Outcome outcome)
    {
        while (IsNextReady(count))
        {
            if (Interlocked.Exchange(ref _adding, 1) != 0)
            {
                return;
            }

            while (IsNextReady(count))
            {
                var slot = _slots[_added % _slots.Length];
                var counts = slot.Refusal is null ? _unit.Add(slot.Document!, slot.Preparation) : default;
                outcome(_added, slot.Document, counts, slot.Refusal);
                slot.IsReady = false;
                Volatile.Write(ref _added, _added + 1);
                _free.Release();
            }

            Interlocked.Exchange(ref _adding, 0);
        }
    }

    private bool IsNextReady(int count)
    {
        var next = Volatile.Read(ref _added);
        return next < count && Volatile.Read(ref _slots[next % _slots.Length].IsReady);
    }

    private sealed class Slot(IDocumentPreparation preparation)
    {
        public bool IsReady;

        public IDocumentPreparation Preparation { get; } = preparation;

        public PageBuffer Buffer { get; } = new();

        public RawDocument? Document { get; set; }

        public TransformException? Refusal { get; set; }
    }
}
