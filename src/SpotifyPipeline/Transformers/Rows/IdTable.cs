using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Finds the row of a key. Open addressing; nothing is allocated for a key.</summary>
internal sealed class IdTable
{
    private readonly StringColumn _keys;
    private SlotArray _slots = new(64);

    /// <summary>Begins a table whose keys are kept in a column of their own.</summary>
    public IdTable(StringColumn keys) => _keys = keys;

    /// <summary>The slot of a key, which is appended to the column when it is new. Holds until the next call.</summary>
    public ref Slot GetOrAdd(scoped ReadOnlySpan<byte> key, out bool isNew)
    {
        ref var slot = ref Find(IdKey.Of(key), key, out isNew);
        if (isNew)
        {
            _keys.Append(key);
        }

        return ref slot;
    }

    /// <summary>The same for a text of a page, of whose bytes nothing is needed where the key is a known id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref Slot GetOrAdd(scoped in IdKey key, Reading.Text text, PageTexts texts, out bool isNew)
    {
        ref var slot = ref Find(key, key.IsId ? default : texts.Of(text), out isNew);
        if (isNew)
        {
            _keys.Append(texts.Of(text));
        }

        return ref slot;
    }

    /// <summary>Brings the slot of a key near, for a lookup a little later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(in IdKey key)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[_slots.First(key)]));
        }
    }

    /// <summary>The slot of a key; a new one counts as used, and the key must be appended to the column. The bytes of an id are not needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Slot Find(scoped in IdKey key, scoped ReadOnlySpan<byte> bytes, out bool isNew)
    {
        if (_keys.Count >= _slots.Length / 4 * 3)
        {
            Grow();
        }

        var slots = _slots;
        for (var at = slots.First(key); ; at = slots.Next(at))
        {
            ref var slot = ref slots[at];
            if (slot.RowPlus1 == 0)
            {
                isNew = true;
                slot.Key = key;
                slot.RowPlus1 = _keys.Count + 1;
                return ref slot;
            }

            if (slot.Key.A == key.A && slot.Key.B == key.B && slot.Key.C == key.C && (key.IsId || _keys[slot.Row].SequenceEqual(bytes)))
            {
                isNew = false;
                return ref slot;
            }
        }
    }

    private void Grow()
    {
        var old = _slots;
        var slots = new SlotArray(old.Length * 2);
        for (var i = 0; i < old.Length; i++)
        {
            ref readonly var slot = ref old[i];
            if (slot.RowPlus1 != 0)
            {
                var at = slots.First(slot.Key);
                while (slots[at].RowPlus1 != 0)
                {
                    at = slots.Next(at);
                }

                slots[at] = slot;
            }
        }

        _slots = slots;
    }

    /// <summary>What is known of a key.</summary>
    internal struct Slot
    {
        internal IdKey Key;
        internal int RowPlus1;

        /// <summary>For the owner's use; 0 at first.</summary>
        public int Note;

        /// <summary>The key's row.</summary>
        public readonly int Row => RowPlus1 - 1;
    }

    /// <summary>A power of two of slots, none of which lies in two cache lines: each would be two waits for memory.</summary>
    private readonly unsafe struct SlotArray
    {
        private const int Line = 64;
        private readonly Slot[] _memory;
        private readonly Slot* _first;
        private readonly int _mask;

        public SlotArray(int length)
        {
            // Cleared here, though it may be clear: memory that is fresh and looked into before it is written to costs two faults for a page.
            _memory = GC.AllocateUninitializedArray<Slot>(length + (Line / sizeof(Slot)), pinned: true);
            _memory.AsSpan().Clear();
            _first = (Slot*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + Line - 1) & -Line);
            _mask = length - 1;
        }

        public int Length => _mask + 1;

        public ref Slot this[int index] => ref _first[index];

        /// <summary>Where the search for a key begins.</summary>
        public int First(in IdKey key) => (int)(key.Hash >> 7) & _mask;

        public int Next(int index) => (index + 1) & _mask;
    }
}
