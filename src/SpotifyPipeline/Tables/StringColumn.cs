using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SpotifyPipeline.Tables;

/// <summary>UTF-8 texts, kept back to back in one buffer.</summary>
public sealed class StringColumn : ColumnData
{
    private const int Block = 64; // Vector512<byte>.Count

    private readonly StringColumn? _textsOf;

    // A start and a length for each row, not only ends, so that a NULL can be filled later without moving its neighbours.
    // In a column of references the start is the row referred to and the length says only whether there is one: to look the
    // text up while rows come in would cost a walk through memory for each.
    private int[] _starts = new int[16];
    private int[] _lengths = new int[16];
    private byte[] _utf8 = new byte[256];
    private int _used;
    private int _count;
    private int _nulls;

    /// <summary>Creates an empty column.</summary>
    public StringColumn()
    {
    }

    /// <summary>Creates an empty column whose rows are rows of <paramref name="textsOf"/>, no two of which have the same text. Nothing is copied.</summary>
    internal StringColumn(StringColumn textsOf)
    {
        _textsOf = textsOf;
        _utf8 = [];
    }

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override int NullCount => _nulls;

    /// <summary>The UTF-8 bytes at <paramref name="row"/> (0-based); empty where it is NULL.</summary>
    public ReadOnlySpan<byte> this[int row] =>
        _textsOf is null ? _utf8.AsSpan(_starts[row], Math.Max(_lengths[row], 0))
        : _lengths[row] < 0 ? default
        : _textsOf[_starts[row]];

    /// <summary>The text at <paramref name="row"/> (0-based), or null.</summary>
    public string? GetString(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(this[row]);

    /// <inheritdoc/>
    public override bool IsNull(int row) => _lengths[row] < 0;

    /// <summary>For each row where its bytes begin in <see cref="Utf8"/>; in a column of references the row referred to.</summary>
    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, _count);

    /// <summary>For each row the number of its bytes; in a column of references 0. Negative where it is NULL.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, _count);

    /// <summary>The bytes of all rows and the unused rest of the buffer, so that a reader may copy in whole words.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The column whose rows are this one's values, no two of them the same; null where the texts are its own.</summary>
    internal StringColumn? TextsOf => _textsOf;

    /// <summary>Appends a text given as UTF-8, which must be valid; the bytes are copied.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        ReserveRow();
        Store(_count++, utf8);
    }

    /// <summary>Appends the first <paramref name="length"/> of some bytes, which must be valid UTF-8. Quicker where more bytes follow.</summary>
    internal void Append(ReadOnlySpan<byte> utf8, int length)
    {
        if (length > Block || utf8.Length < Block)
        {
            Append(utf8[..length]);
            return;
        }

        // To copy always so much costs less than to look at each length.
        ReserveRow();
        ReserveBytes(Block);
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(utf8)).StoreUnsafe(ref _utf8[_used]);
        Stored(_count++, length);
    }

    /// <summary>Appends a text, or NULL. A lone surrogate becomes U+FFFD, as JSON parsers do.</summary>
    public void Append(string? text)
    {
        if (text is null)
        {
            AppendNull();
            return;
        }

        ReserveRow();
        ReserveBytes(Encoding.UTF8.GetMaxByteCount(text.Length));
        Stored(_count++, Encoding.UTF8.GetBytes(text, _utf8.AsSpan(_used)));
    }

    /// <inheritdoc/>
    public override void AppendNull()
    {
        ReserveRow();
        _starts[_count] = 0;
        _lengths[_count++] = -1;
        _nulls++;
    }

    /// <summary>Appends a row of the column that this one refers to.</summary>
    internal void AppendReference(int row)
    {
        ReserveRow();
        _starts[_count] = row;
        _lengths[_count++] = 0;
    }

    /// <summary>Replaces a NULL by a row of the column that this one refers to; does nothing when there is a value already.</summary>
    internal void FillReference(int row, int referredRow)
    {
        if (_lengths[row] < 0)
        {
            _starts[row] = referredRow;
            _lengths[row] = 0;
            _nulls--;
        }
    }

    /// <summary>Replaces a NULL; does nothing when there is a value already.</summary>
    internal void Fill(int row, ReadOnlySpan<byte> utf8)
    {
        if (_lengths[row] < 0)
        {
            Store(row, utf8);
            _nulls--;
        }
    }

    /// <summary>Where the texts of some rows are in <see cref="Utf8"/>. Another thread may be appending further ones: those that are there stay as they are.</summary>
    internal void Locate(ReadOnlySpan<int> rows, Span<int> starts, Span<int> lengths)
    {
        var (ofStarts, ofLengths) = (_starts, _lengths);
        for (var i = 0; i < rows.Length; i++)
        {
            starts[i] = ofStarts[rows[i]];
            lengths[i] = ofLengths[rows[i]];
        }
    }

    internal override void AppendFrom(ColumnData source, int row)
    {
        if (source.IsNull(row))
        {
            AppendNull();
        }
        else
        {
            Append(((StringColumn)source)[row]);
        }
    }

    internal override void FillFrom(int row, ColumnData source, int sourceRow)
    {
        if (!source.IsNull(sourceRow))
        {
            Fill(row, ((StringColumn)source)[sourceRow]);
        }
    }

    internal override void Clear() => _count = _nulls = _used = 0;

    internal override void ReserveAsMuchAs(ColumnData other)
    {
        var rows = Math.Max(other.Count, _starts.Length);
        Array.Resize(ref _starts, rows);
        Array.Resize(ref _lengths, rows);

        // Texts are not as many bytes in one batch as in the next.
        var bytes = ((StringColumn)other)._used;
        Array.Resize(ref _utf8, Math.Max(_utf8.Length, (int)Math.Min(Array.MaxLength, bytes + (bytes / 16L))));
    }

    private void Store(int row, ReadOnlySpan<byte> utf8)
    {
        ReserveBytes(utf8.Length);
        utf8.CopyTo(_utf8.AsSpan(_used));
        Stored(row, utf8.Length);
    }

    /// <summary>Notes that the next bytes of the buffer are those of a row now.</summary>
    private void Stored(int row, int length)
    {
        _starts[row] = _used;
        _lengths[row] = length;
        _used += length;
    }

    private void ReserveRow()
    {
        if (_count == _starts.Length)
        {
            Array.Resize(ref _starts, _count * 2);
            Array.Resize(ref _lengths, _count * 2);
        }
    }

    private void ReserveBytes(int more)
    {
        if (_textsOf is not null)
        {
            throw new InvalidOperationException("The rows of this column are rows of another; refer to one of them.");
        }

        if (more <= _utf8.Length - _used)
        {
            return;
        }

        if (more > Array.MaxLength - _used)
        {
            throw new InvalidOperationException(
                $"A text column of one file holds {_used:N0} bytes and cannot take {more:N0} more (at most {Array.MaxLength:N0}). Transform fewer documents in one unit.");
        }

        Array.Resize(ref _utf8, (int)Math.Min(Array.MaxLength, Math.Max(_utf8.Length * 2L, (long)_used + more)));
    }
}
