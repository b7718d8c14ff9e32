using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The texts of pages that do not stay: an eighth of their bytes, and all that rows are made of.</summary>
/// <remarks>
/// A document is read whole before the first of its rows is made, and may have a hundred pages of half a megabyte. Kept as
/// they are they would have left the processor's caches when their rows are made, and would need memory for all of them.
/// </remarks>
internal sealed class KeptTexts
{
    private const int ChunkBytes = 256 << 10;

    // Nearly all texts are shorter. To copy always so much costs less than to look at each length.
    private const int Step = 64; // Vector512<byte>.Count
    private readonly List<byte[]> _chunks = [];
    private int _chunk = -1;
    private byte[] _bytes = [];
    private int _page;
    private int _used;

    /// <summary>Forgets all texts and keeps the memory.</summary>
    public void Clear()
    {
        _chunk = -1;
        _bytes = [];
        _page = 0;
        _used = 0;
    }

    /// <summary>Copies the texts of a page, and lets what was seen there point to the copies.</summary>
    /// <param name="seen">What the page says.</param>
    /// <param name="body">The bytes into which its texts point.</param>
    /// <returns>The bytes into which they point from now on.</returns>
    public ReadOnlyMemory<byte> Keep(Observations seen, ReadOnlySpan<byte> body)
    {
        _page = _used;
        for (var i = 0; i < seen.Artists.Count; i++)
        {
            ref var artist = ref seen.Artists[i];
            Keep(ref artist.Id, body);
            Keep(ref artist.Name, body);
            Keep(ref artist.Url, body);
        }

        for (var i = 0; i < seen.Albums.Count; i++)
        {
            ref var album = ref seen.Albums[i];
            Keep(ref album.Id, body);
            Keep(ref album.Name, body);
            Keep(ref album.Type, body);
            Keep(ref album.ReleaseDate, body);
            Keep(ref album.ReleaseDatePrecision, body);
            Keep(ref album.Label, body);
            Keep(ref album.Upc, body);
            Keep(ref album.Url, body);
        }

        for (var i = 0; i < seen.Tracks.Count; i++)
        {
            ref var track = ref seen.Tracks[i];
            Keep(ref track.Id, body);
            Keep(ref track.Name, body);
            Keep(ref track.Url, body);
            Keep(ref track.Isrc, body);
        }

        for (var i = 0; i < seen.Playlists.Count; i++)
        {
            ref var playlist = ref seen.Playlists[i];
            Keep(ref playlist.Id, body);
            Keep(ref playlist.Name, body);
            Keep(ref playlist.Description, body);
            Keep(ref playlist.Owner, body);
            Keep(ref playlist.SnapshotId, body);
            Keep(ref playlist.Href, body);
        }

        for (var i = 0; i < seen.Entries.Count; i++)
        {
            ref var entry = ref seen.Entries[i];
            Keep(ref entry.ItemId, body);
            Keep(ref entry.ItemUri, body);
            Keep(ref entry.AddedAt, body);
            Keep(ref entry.AddedBy, body);
            Keep(ref entry.PlayedAt, body);
            Keep(ref entry.ContextType, body);
            Keep(ref entry.ContextUri, body);
        }

        for (var i = 0; i < seen.Lists.Count; i++)
        {
            Keep(ref seen.Lists[i].Href, body);
        }

        for (var i = 0; i < seen.Genres.Count; i++)
        {
            Keep(ref seen.Genres[i], body);
        }

        return _bytes.AsMemory(_page, _used - _page);
    }

    private void Keep(ref Text text, ReadOnlySpan<byte> body)
    {
        if (text.IsNull)
        {
            return;
        }

        var (length, offset) = (text.Length, text.Offset);
        if (_bytes.Length - _used < length + Step)
        {
            NextChunk(length + Step);
        }

        if (length <= Step && body.Length - offset >= Step)
        {
            Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(body), (nuint)offset).StoreUnsafe(ref _bytes[_used]);
        }
        else
        {
            body.Slice(offset, length).CopyTo(_bytes.AsSpan(_used));
        }

        text = text.At(_used - _page);
        _used += length;
    }

    /// <summary>Goes to a chunk in which this page's texts and one of the given length lie one behind the other.</summary>
    private void NextChunk(int length)
    {
        var page = _bytes.AsSpan(_page, _used - _page);
        var needed = page.Length + length;
        _chunk++;
        if (_chunk == _chunks.Count)
        {
            _chunks.Add([]);
        }

        if (_chunks[_chunk].Length < needed)
        {
            _chunks[_chunk] = GC.AllocateUninitializedArray<byte>(Math.Max(ChunkBytes, (int)Math.Min((long)needed * 2, Array.MaxLength)));
        }

        page.CopyTo(_chunks[_chunk]);
        _bytes = _chunks[_chunk];
        _used = page.Length;
        _page = 0;
    }
}
