using System.Buffers.Binary;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Finds the row of a key. Open addressing over the keys' own column: nothing is allocated for a key.</summary>
internal sealed class IdTable(StringColumn keys)
{
    private Slot[] _slots = new Slot[64];

    /// <summary>The row of <paramref name="key"/>, which is appended to the column when it is new.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> key, out bool isNew)
    {
        var hash = Hash(key);
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        for (; _slots[at].RowPlus1 != 0; at = (at + 1) & mask)
        {
            if (_slots[at].Hash == hash && keys[_slots[at].RowPlus1 - 1].SequenceEqual(key))
            {
                isNew = false;
                return _slots[at].RowPlus1 - 1;
            }
        }

        isNew = true;
        _slots[at] = new Slot { Hash = hash, RowPlus1 = keys.Count + 1 };
        keys.Append(key);
        if (keys.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return keys.Count - 1;
    }

    // FNV-1a by 8 bytes with a final mix: ids are short and random, so more is not worth its time.
    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        var hash = 0xCBF29CE484222325ul ^ (ulong)key.Length;
        while (key.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key)) * 0x9FB21C651E98DF25ul;
            hash ^= hash >> 32;
            key = key[8..];
        }

        foreach (var b in key)
        {
            hash = (hash ^ b) * 0x100000001B3ul;
        }

        return hash ^ (hash >> 29);
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        var mask = _slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot.RowPlus1 != 0)
            {
                var at = (int)slot.Hash & mask;
                while (_slots[at].RowPlus1 != 0)
                {
                    at = (at + 1) & mask;
                }

                _slots[at] = slot;
            }
        }
    }

    private struct Slot
    {
        public ulong Hash;
        public int RowPlus1;
    }
}
