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
    private Branch _root = new([]);
    private int _count;

    // The last ones, the newest first. A song's list is mostly its album's, and the next album's is often one of a few: to
    // compare the whole of one or two is quicker than to follow the branches.
    private readonly byte[][] _recent = [[], [], [], []];

    /// <summary>
    /// The length of the list that <paramref name="text"/> begins with, from behind its opening bracket to before its closing one,
    /// where it is known; else 0.
    /// </summary>
    public int LengthOf(ReadOnlySpan<byte> text)
    {
        var recent = _recent;
        for (var i = 0; i < recent.Length; i++)
        {
            if (recent[i].Length > 0 && text.StartsWith(recent[i]))
            {
                return MoveToFront(recent[i], i);
            }
        }

        return Find(text) is { } list ? MoveToFront(list, recent.Length - 1) : 0;
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
            if (_count == Most)
            {
                (_root, _count) = (new Branch([]), 0);
            }

            // With the closing bracket, so that no list begins with another.
            var list = text[..(length + 1)].ToArray();
            _root.Add(list, list);
            _count++;
        }

        return true;
    }

    private int MoveToFront(byte[] list, int place)
    {
        if (place > 0)
        {
            Array.Copy(_recent, 0, _recent, 1, place);
            _recent[0] = list;
        }

        return list.Length - 1;
    }

    private byte[]? Find(ReadOnlySpan<byte> text)
    {
        for (var branch = _root; text.StartsWith(branch.Text);)
        {
            text = text[branch.Text.Length..];
            if (branch.List is not null)
            {
                return branch.List;
            }

            if (text.IsEmpty || branch.Next(text[0]) is not { } next)
            {
                return null;
            }

            branch = next;
        }

        return null;
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

    /// <summary>What some lists have in common from a place on, and how they go on from there: a list is found among all by comparing each byte once.</summary>
    private sealed class Branch(byte[] text)
    {
        private readonly List<Branch> _next = [];

        public byte[] Text { get; private set; } = text;

        /// <summary>The list that ends here; null where lists go on.</summary>
        public byte[]? List { get; private set; }

        public Branch? Next(byte first)
        {
            foreach (var branch in _next)
            {
                if (branch.Text[0] == first)
                {
                    return branch;
                }
            }

            return null;
        }

        public void Add(ReadOnlySpan<byte> rest, byte[] list)
        {
            var common = rest.CommonPrefixLength(Text);
            if (common < Text.Length)
            {
                var split = new Branch(Text[common..]) { List = List };
                split._next.AddRange(_next);
                _next.Clear();
                _next.Add(split);
                Text = Text[..common];
                List = null;
            }

            rest = rest[common..];
            if (Next(rest[0]) is { } branch)
            {
                branch.Add(rest, list);
            }
            else
            {
                _next.Add(new Branch(rest.ToArray()) { List = list });
            }
        }
    }
}
