namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>Says which 64 bytes of a page the scan reads next: one block after the other, but for the insides of known lists.</summary>
/// <remarks>
/// A list is left out where a known one stands behind the name of such lists. Whether that place is inside a string is not
/// known here: the scan must find an opening bracket in it (<see cref="BlockBatch.Openings"/>), or refuse the page.
/// </remarks>
internal sealed unsafe class BlockFeed
{
    // Where there are no names in so many bytes, no page has any later.
    private const int FirstWindow = 16 << 10;

    // How far ahead names are looked for at a time.
    private const int Window = 6 << 10;

    // A page whose lists are all different costs no more than so many looks in vain.
    private const int MostUnknown = 16;

    private readonly KnownLists _lists = new();
    private byte* _page;
    private int _length;
    private int _at;
    private int _end;
    private int _resume;
    private int _unknown;
    private bool _hasLists;

    // The end of the name: what begins and ends like it is rarer than a name between quotes.
    private static ReadOnlySpan<byte> NameEnd => "_markets\""u8;

    /// <summary>Whether all of the page has been given out.</summary>
    public bool IsAtEnd => _at >= _length;

    /// <summary>Where the next block begins.</summary>
    public int At => _at;

    public void Begin(byte* page, int length)
    {
        _page = page;
        _length = length;
        _at = _end = _resume = _unknown = 0;
        _hasLists = false;
    }

    /// <summary>Gives the next blocks and returns how many groups they are; blanks fill the last one up.</summary>
    public int Fill(ref BlockBatch batch)
    {
        batch.HasOpenings = false;
        var count = 0;
        while (count < BlockBatch.Blocks && _at < _length)
        {
            if (_resume == 0 && _end - _at < BlockBatch.Bytes && _end < _length)
            {
                LookAhead();
            }

            // The last block of a stretch is one by itself, also when it is a whole one.
            var whole = Math.Min(BlockBatch.Blocks - count, (_end - _at - 1) / BlockGroup.BlockBytes);
            batch.Take(count, whole, _page + _at, _at);
            count += whole;
            _at += whole * BlockGroup.BlockBytes;
            if (count < BlockBatch.Blocks && _at < _length)
            {
                EndStretch(ref batch, count++);
            }
        }

        var groups = (count + BlockGroup.Blocks - 1) / BlockGroup.Blocks;
        for (; count < groups * BlockGroup.Blocks; count++)
        {
            batch.At[count] = _length;
            batch.Copy(count, _page, 0);
        }

        return groups;
    }

    /// <summary>The last block of a stretch, of which only the beginning counts.</summary>
    private void EndStretch(ref BlockBatch batch, int block)
    {
        var bytes = _end - _at;
        batch.At[block] = _at;
        batch.Copy(block, _page + _at, bytes);
        _at = _end;
        if (_resume != 0)
        {
            batch.RequireOpening(block, bytes - 1);
            _at = _end = _resume;
            _resume = 0;
        }
    }

    /// <summary>Finds out how far the next stretch goes.</summary>
    private void LookAhead()
    {
        var from = _end;
        var to = Math.Min(_length, from + (_hasLists ? Window : FirstWindow));
        while (from < to)
        {
            var found = new ReadOnlySpan<byte>(_page + from, Math.Min(_length, to + NameEnd.Length - 1) - from).IndexOf(NameEnd);
            if (found < 0)
            {
                break;
            }

            from += found + NameEnd.Length;
            if (Opening(from) is not 0 and var list)
            {
                _hasLists = true;
                var text = new ReadOnlySpan<byte>(_page + list, _length - list);
                if (_lists.LengthOf(text) is not 0 and var length)
                {
                    (_end, _resume) = (list, list + length);
                    return;
                }

                if (_lists.Learn(text) && ++_unknown == MostUnknown)
                {
                    break;
                }
            }
        }

        _end = _hasLists && _unknown < MostUnknown ? Math.Max(from, to) : _length;
    }

    /// <summary>The place behind the bracket that opens the value of the name before; 0 where there is none.</summary>
    private int Opening(int at)
    {
        at = Blanks(at);
        if (at < _length && _page[at] == ':')
        {
            at = Blanks(at + 1);
            return at < _length && _page[at] == '[' ? at + 1 : 0;
        }

        return 0;
    }

    private int Blanks(int at)
    {
        while (at < _length && _page[at] <= 0x20)
        {
            at++;
        }

        return at;
    }
}
