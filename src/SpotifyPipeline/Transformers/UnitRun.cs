using System.Collections.Concurrent;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers;

/// <summary>
/// Takes the documents of one unit through it: they are loaded and read on several threads and added one after the other,
/// in their order. The rows do not depend on the number of threads.
/// </summary>
internal sealed class UnitRun : IDisposable
{
    private readonly IPreparedTransformation _unit;
    private readonly int _maxDegreeOfParallelism;
    private readonly SemaphoreSlim _free = new(0);

    // The one used last is taken first: its memory is still near.
    private readonly ConcurrentStack<Slot> _slots = [];
    private Slot?[] _ready = [];
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
        _maxDegreeOfParallelism = maxDegreeOfParallelism;
    }

    /// <summary>
    /// Loads a document; its pages may lie in the receiver's memory until the document has been added. Null where it is no longer
    /// there. May show the document to the receiver whenever it has a page more.
    /// </summary>
    public delegate ValueTask<RawDocument?> Loader(int index, IPageReceiver receiver, CancellationToken cancellationToken);

    /// <summary>Called in document order, one at a time: with the counts, or with the refusal of a document that cannot be read; without a document where there was none.</summary>
    public delegate void Outcome(int index, RawDocument? document, DocumentCounts counts, TransformException? refusal);

    /// <summary>Takes <paramref name="count"/> documents through the unit, once. Any exception but a <see cref="TransformException"/> ends the run.</summary>
    public async Task RunAsync(int count, Loader load, Outcome outcome, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return;
        }

        // Some documents may be ahead of one that takes long; memory is that of so many. One document alone needs one of all.
        var workers = Math.Min(_maxDegreeOfParallelism, count);
        _ready = new Slot?[Math.Min(workers + 2, count)];
        _slots.PushRange([.. _ready.Select(_ => new Slot(_unit.CreatePreparation()))]);
        _free.Release(_ready.Length);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(
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

            var slot = TakeSlot();
            try
            {
                slot.Document = null;
                slot.Refusal = null;
                slot.Preparation.Begin();
                slot.Document = await load(index, slot, cancellationToken).ConfigureAwait(false);
                if (slot.Document is { } document)
                {
                    slot.Preparation.Read(document, areLeaving: false);
                }
            }
            catch (TransformException e)
            {
                slot.Refusal = e;
            }

            // Documents are added in order, and no more are under way than there are slots: this place is free.
            Volatile.Write(ref _ready[index % _ready.Length], slot);
            AddReady(outcome);
        }
    }

    /// <summary>Adds what is next and ready, unless another thread is at it: that one looks again before it leaves.</summary>
    private void AddReady(Outcome outcome)
    {
        while (NextReady() is not null)
        {
            if (Interlocked.Exchange(ref _adding, 1) != 0)
            {
                return;
            }

            while (NextReady() is { } slot)
            {
                outcome(_added, slot.Document, Add(slot), slot.Refusal);
                _ready[_added % _ready.Length] = null;
                _slots.Push(slot);
                Volatile.Write(ref _added, _added + 1);
                _free.Release();
            }

            Interlocked.Exchange(ref _adding, 0);
        }
    }

    // There are as many as the semaphore lets through.
    private Slot TakeSlot() => _slots.TryPop(out var slot) ? slot : throw new InvalidOperationException("More documents are under way than there are slots.");

    private DocumentCounts Add(Slot slot)
    {
        try
        {
            return slot is { Document: { } document, Refusal: null } ? _unit.Add(document, slot.Preparation) : default;
        }
        catch (TransformException e)
        {
            slot.Refusal = e;
            return default;
        }
    }

    private Slot? NextReady() => Volatile.Read(ref _ready[Volatile.Read(ref _added) % _ready.Length]);

    private sealed class Slot(IDocumentPreparation preparation) : IPageReceiver
    {
        private readonly PageBuffer _buffer = new();

        public IDocumentPreparation Preparation { get; } = preparation;

        public RawDocument? Document { get; set; }

        public TransformException? Refusal { get; set; }

        public bool LetsPagesGo => Preparation.LetsPagesGo;

        public Memory<byte> Take(int bytes) => _buffer.Take(bytes);

        public void Receive(RawDocument document, bool isLeaving) => Preparation.Read(document, isLeaving);
    }
}
