using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>A key in the form in which an <see cref="IdTable"/> looks for it.</summary>
/// <remarks>
/// Spotify's ids have 22 characters, which are all in here: three words that overlap. Of other keys there is only the hash,
/// and they are compared where they are kept.
/// </remarks>
internal readonly struct IdKey
{
    private const int IdLength = 22;

    // Eight bytes of 0xFF mark other keys; no text has them.
    private const ulong OtherKey = ulong.MaxValue;
    private const ulong Factor = 0x9FB21C651E98DF25;

    private IdKey(ulong a, ulong b, ulong c) => (A, B, C) = (a, b, c);

    public ulong A { get; }

    public ulong B { get; }

    public ulong C { get; }

    /// <summary>Whether two keys that are equal in here are equal.</summary>
    public bool IsId => C != OtherKey;

    /// <summary>A hash of the key, which another key may have too.</summary>
    public ulong Hash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsId ? Mix(Mix(Mix(IdLength ^ A) ^ B) ^ C) : A;
    }

    public static IdKey Of(ReadOnlySpan<byte> key)
    {
        if (key.Length == IdLength)
        {
            ref var first = ref MemoryMarshal.GetReference(key);
            var id = new IdKey(
                Unsafe.ReadUnaligned<ulong>(ref first),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8)),
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, IdLength - 8)));
            if (id.IsId)
            {
                return id;
            }
        }

        return new IdKey(HashOf(key), (ulong)key.Length, OtherKey);
    }

    private static ulong HashOf(ReadOnlySpan<byte> key)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value *= Factor;
        return value ^ (value >> 32);
    }
}
