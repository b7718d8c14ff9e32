namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The places of one playlist of one run that have their row.</summary>
internal sealed class PlaylistPositions
{
    // Real playlists end near 11,000 entries; a damaged offset must not cost memory.
    private const int Dense = 1 << 16;
    private ulong[] _bits = new ulong[2];
    private HashSet<int>? _far;

    /// <summary>The 0-based place after the last one seen: where a page goes that names no offset.</summary>
    public int Next { get; private set; }

    /// <summary>Takes a 0-based place; false where it is taken.</summary>
    public bool TryTake(int place)
    {
        Next = Math.Max(Next, place == int.MaxValue ? place : place + 1);
        if (place >= Dense)
        {
            return (_far ??= []).Add(place);
        }

        if (place >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(_bits.Length * 2, (place >> 6) + 1));
        }

        ref var word = ref _bits[place >> 6];
        var bit = 1ul << (place & 63);
        var isFree = (word & bit) == 0;
        word |= bit;
        return isFree;
    }
}
