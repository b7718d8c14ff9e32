using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The rows of all built-in tables of one unit. Documents are committed whole, in the order that decides who was first.</summary>
internal sealed class UnitRows
{
    private readonly SharedTexts _shared = new();
    private readonly ArtistRows _artists;
    private readonly AlbumRows _albums;
    private readonly SongRows _songs;
    private readonly CreditRows _songArtists;
    private readonly CreditRows _albumArtists;
    private readonly PlaylistRows _playlists;
    private readonly PlaylistItemRows _items;
    private readonly AccountRows _account;
    private readonly PageTexts _texts = new();
    private int[] _artistRows = new int[64];
    private int[] _albumRows = new int[64];
    private int[] _songRows = new int[64];

    public UnitRows(IRowReceiver? receiver = null)
    {
        _artists = new ArtistRows(_shared);
        _albums = new AlbumRows(_shared);
        _playlists = new PlaylistRows(_shared);
        _account = new AccountRows(_shared, receiver);
        _songs = new SongRows(_albums, _shared);
        _songArtists = new CreditRows(BuiltInTables.SongArtists, _songs.Ids, _artists.Ids, _shared, receiver);
        _albumArtists = new CreditRows(BuiltInTables.AlbumArtists, _albums.Ids, _artists.Ids, _shared, receiver);
        _items = new PlaylistItemRows(_songs, _shared, receiver);
    }

    /// <summary>Adds what the pages of a document said.</summary>
    /// <param name="document">The document.</param>
    /// <param name="pages">What its pages said.</param>
    public DocumentCounts Commit(RawDocument document, IReadOnlyList<PreparedPage> pages)
    {
        var origin = new Origin(document.Manifest, _shared);
        var context = new DocumentContext(document.Manifest, _shared);
        context.FindPlaylist(document, pages, _texts);
        var counts = default(DocumentCounts);
        for (var i = 0; i < document.Pages.Count; i++)
        {
            _texts.TurnTo(pages[i].Body);
            CommitEntities(pages[i].Seen, pages[i].Keys, origin);
            CommitPlaylists(pages[i].Seen, context, origin);
            counts += CommitEntries(pages[i].Seen, document.Pages[i], context, origin);
        }

        return counts;
    }

    public IReadOnlyList<TransformedRows> Complete() =>
        [_songs.Complete(), _albums.Complete(), _artists.Complete(), _songArtists.Complete(), _albumArtists.Complete(), _playlists.Complete(), _items.Complete(), .. _account.Complete()];

    private void CommitEntities(Observations page, PageKeys keys, Origin origin)
    {
        var artists = page.Artists.Items;
        var albums = page.Albums.Items;
        var tracks = page.Tracks.Items;
        Approach(_artists.Table, keys.Artists.Items);
        Approach(_albums.Table, keys.Albums.Items);
        Approach(_songs.Table, keys.Tracks.Items);
        Reserve(ref _artistRows, artists.Length);
        Reserve(ref _albumRows, albums.Length);
        Reserve(ref _songRows, tracks.Length);
        for (var i = 0; i < artists.Length; i++)
        {
            _artistRows[i] = _artists.Add(artists[i], keys.Artists[i], page.Genres, _texts, origin);
        }

        _artists.AddRepeated(page.RepeatedArtists);
        for (var i = 0; i < albums.Length; i++)
        {
            ref readonly var album = ref albums[i];
            _albumRows[i] = _albums.Add(album, keys.Albums[i], _texts, origin);
            _albumArtists.Add(_albumRows[i], _artistRows.AsSpan(album.FirstArtist, album.ArtistCount), origin);
        }

        for (var i = 0; i < tracks.Length; i++)
        {
            ref readonly var track = ref tracks[i];
            _songRows[i] = _songs.Add(track, keys.Tracks[i], track.Album < 0 ? -1 : _albumRows[track.Album], _texts, origin);
            _songArtists.Add(_songRows[i], _artistRows.AsSpan(track.FirstArtist, track.ArtistCount), origin);
        }
    }

    /// <summary>Fetches the slots of a page's ids together: one after the other, each would be a wait for memory.</summary>
    private static void Approach(IdTable table, ReadOnlySpan<IdKey> keys)
    {
        foreach (ref readonly var key in keys)
        {
            table.Prefetch(key);
        }
    }

    private void CommitPlaylists(Observations page, DocumentContext context, Origin origin)
    {
        for (var i = 0; i < page.Playlists.Count; i++)
        {
            ref readonly var playlist = ref page.Playlists[i];
            var id = context.IdOf(playlist, _texts);
            if (id is { Length: > 0 })
            {
                _playlists.Add(id, playlist, _texts, origin);
            }
        }
    }

    private DocumentCounts CommitEntries(Observations page, RawPage raw, DocumentContext context, Origin origin)
    {
        var lists = new ListContext?[page.Lists.Count];
        long tracks = 0, episodes = 0, locals = 0, unavailable = 0, other = 0;
        for (var i = 0; i < page.Entries.Count; i++)
        {
            ref readonly var entry = ref page.Entries[i];
            switch (entry.Kind)
            {
                case ItemKind.Track:
                    tracks++;
                    break;
                case ItemKind.Episode:
                    episodes++;
                    break;
                case ItemKind.Local:
                    locals++;
                    break;
                case ItemKind.Unavailable:
                    unavailable++;
                    break;
                default:
                    other++;
                    break;
            }

            if (entry.List >= 0)
            {
                var list = lists[entry.List] ??= context.List(entry.List, page, raw, _texts, _items);
                CommitEntry(entry, list, context, origin);
            }
        }

        return new DocumentCounts(tracks, episodes, locals, unavailable, other);
    }

    private void CommitEntry(in EntrySeen entry, ListContext list, DocumentContext context, Origin origin)
    {
        var songRow = entry.Kind == ItemKind.Track && entry.Item >= 0 ? _songRows[entry.Item] : -1;
        if (entry.Shape == EntryShape.Play || list.Purpose == ListPurpose.Plays)
        {
            if (songRow >= 0)
            {
                _account.AddPlay(context.UserKey, entry, _songs.Ids[songRow], _texts, origin);
            }

            return;
        }

        switch (list.Purpose)
        {
            case ListPurpose.Playlist when list.Playlist is { } playlist:
                _items.Add(playlist, list.PlaceOf(entry.Index), entry, songRow, _texts, origin);
                break;
            case ListPurpose.Saved when !entry.ItemId.IsNullOrEmpty && entry.Kind is ItemKind.Track or ItemKind.Album or ItemKind.Episode:
                _account.AddSaved(context.UserKey, entry, [.. _texts.Of(entry.ItemId)], _texts, origin);
                break;
            case ListPurpose.Top when !entry.ItemId.IsNullOrEmpty && entry.Kind is ItemKind.Track or ItemKind.Artist:
                _account.AddTop(context.UserKey, entry.Kind, list.TimeRange, list.PlaceOf(entry.Index) + 1, _texts.Of(entry.ItemId), origin);
                break;
        }
    }

    private static void Reserve<T>(ref T[] items, int count)
    {
        if (items.Length < count)
        {
            items = new T[count * 2];
        }
    }
}
