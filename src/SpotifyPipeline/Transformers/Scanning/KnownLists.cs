namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Lists of plain texts that stood in pages before, byte for byte: what was checked once need not be checked again.</summary>
/// <remarks>
/// Half of a classic page are market lists, and most of them are the same few: 185 codes as often as a song and its album
/// are sold everywhere. Comparing one with what is known costs a tenth of checking it.
/// </remarks>
internal sealed class KnownLists
{
    // Shorter ones are not worth the seam that leaving them out makes.
    private const int Shortest = 128;
    private const int Longest = 16 << 10;
    private const int Most = 128;

    // The last one seen stands first: a song's list is mostly its album's, and the next album's is often one of a few.
    private readonly byte[][] _lists = new byte[Most][];
    private int _count;

    /// <summary>
    /// The length of the list that <paramref name="text"/> begins with, from behind its opening bracket to before its closing one,
    /// where it is known; else 0.
    /// </summary>
    public int LengthOf(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < _count; i++)
        {
            // Lists of markets begin alike, and differ in how long they are: whether one ends here is asked first.
            var list = _lists[i];
            if (list.Length <= text.Length && text[list.Length - 1] == ']' && text.StartsWith(list))
            {
                MoveToFront(list, i);
                return list.Length - 1;
            }
        }

        return 0;
    }

    /// <summary>Keeps the list that <paramref name="text"/> begins with, where all of it is valid and plain; false where it is too short to be worth a look.</summary>
    public bool Learn(ReadOnlySpan<byte> text)
    {
        var length = PlainLength(text[..Math.Min(text.Length, Longest)]);
        if (length is >= 0 and < Shortest)
        {
            return false;
        }

        if (length >= Shortest && LengthOf(text) == 0)
        {
            // With the closing bracket, so that no list begins with another. The one not seen for longest makes room.
            _count = Math.Min(_count + 1, Most);
            MoveToFront(text[..(length + 1)].ToArray(), _count - 1);
        }

        return true;
    }

    private void MoveToFront(byte[] list, int place)
    {
        if (place > 0)
        {
            Array.Copy(_lists, 0, _lists, 1, place);
        }

        _lists[0] = list;
    }

    /// <summary>The length of a list of printable ASCII texts without escapes, up to its closing bracket; negative where it is anything else.</summary>
    private static int PlainLength(ReadOnlySpan<byte> text)
    {
        var at = Blanks(text, 0);
        if (at < text.Length && text[at] == ']')
        {
            return at;
        }

        while (true)
        {
            if (at >= text.Length || text[at] != '"')
            {
                return -1;
            }

            for (at++; ; at++)
            {
                if (at >= text.Length || text[at] is < 0x20 or > 0x7E or (byte)'\\')
                {
                    return -1;
                }

                if (text[at] == '"')
                {
                    break;
                }
            }

            at = Blanks(text, at + 1);
            if (at < text.Length && text[at] == ']')
            {
                return at;
            }

            if (at >= text.Length || text[at] != ',')
            {
                return -1;
            }

            at = Blanks(text, at + 1);
        }
    }

    private static int Blanks(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }
}
