using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Finds the row of a key. Open addressing; nothing is allocated for a key.</summary>
/// <remarks>
/// Spotify's ids have 22 characters, which fit into a slot and are compared there. Other keys are compared where they are
/// kept, in the keys' own column.
/// </remarks>
internal sealed class IdTable(StringColumn keys)
{
    private const int IdLength = 22;
    private const ulong OtherKey = ulong.MaxValue;
    private const ulong Factor = 0x9FB21C651E98DF25;
    private Slot[] _slots = new Slot[64];

    /// <summary>The slot of <paramref name="key"/>, which is appended to the column when it is new. Holds until the next call.</summary>
    public ref Slot GetOrAdd(ReadOnlySpan<byte> key, out bool isNew) => ref GetOrAdd(key, Hash(key), out isNew);

    /// <inheritdoc cref="GetOrAdd(ReadOnlySpan{byte}, out bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref Slot GetOrAdd(ReadOnlySpan<byte> key, ulong hash, out bool isNew)
    {
        if (keys.Count >= _slots.Length / 4 * 3)
        {
            Grow();
        }

        ulong a = hash, b = (ulong)key.Length, c = OtherKey;
        var isId = key.Length == IdLength;
        if (isId)
        {
            ref var first = ref MemoryMarshal.GetReference(key);
            a = Unsafe.ReadUnaligned<ulong>(ref first);
            b = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8));
            c = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 14));

            // Eight bytes of 0xFF mark other keys; no text has them.
            isId = c != OtherKey;
            (a, b) = isId ? (a, b) : (hash, IdLength);
        }

        var slots = _slots;
        var mask = slots.Length - 1;
        for (var at = (int)(hash >> 7) & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.RowPlus1 == 0)
            {
                isNew = true;
                slot = new Slot { A = a, B = b, C = c, RowPlus1 = keys.Count + 1 };
                keys.Append(key);
                return ref slot;
            }

            if (slot.A == a && slot.B == b && slot.C == c && (isId || keys[slot.Row].SequenceEqual(key)))
            {
                isNew = false;
                return ref slot;
            }
        }
    }

    /// <summary>A hash of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ReadOnlySpan<byte> key)
    {
        if (key.Length < 8)
        {
            ulong few = 0;
            foreach (var b in key)
            {
                few = (few << 8) | b;
            }

            return Mix(few ^ (ulong)key.Length);
        }

        ref var first = ref MemoryMarshal.GetReference(key);
        var hash = (ulong)key.Length;
        for (var i = 0; i + 8 < key.Length; i += 8)
        {
            hash = Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i)));
        }

        return Mix(hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, key.Length - 8)));
    }

    /// <summary>Brings the slot of a hash near, for a lookup a little later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (int)(hash >> 7) & (_slots.Length - 1));
            Sse.Prefetch0(Unsafe.AsPointer(ref slot));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value *= Factor;
        return value ^ (value >> 32);
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        var mask = _slots.Length - 1;
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.RowPlus1 != 0)
            {
                var at = (int)(Hash(keys[slot.Row]) >> 7) & mask;
                while (_slots[at].RowPlus1 != 0)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }
    }

    /// <summary>What is known of a key.</summary>
    internal struct Slot
    {
        internal ulong A;
        internal ulong B;
        internal ulong C;
        internal int RowPlus1;

        /// <summary>For the owner's use; 0 at first.</summary>
        public int Note;

        /// <summary>The key's row.</summary>
        public readonly int Row => RowPlus1 - 1;
    }
}
