using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The rows of all built-in tables of one unit. Documents are committed whole, in the order that decides who was first.</summary>
internal sealed class UnitRows
{
    private readonly ArtistRows _artists = new();
    private readonly AlbumRows _albums = new();
    private readonly SongRows _songs;
    private readonly CreditRows _songArtists;
    private readonly CreditRows _albumArtists;
    private readonly PlaylistRows _playlists = new();
    private readonly PlaylistItemRows _items;
    private readonly AccountRows _account = new();
    private readonly PageTexts _texts = new();
    private int[] _artistRows = new int[64];
    private int[] _albumRows = new int[64];
    private int[] _songRows = new int[64];

    public UnitRows(IRowReceiver? receiver = null)
    {
        _songs = new SongRows(_albums);
        _songArtists = new CreditRows(BuiltInTables.SongArtists, _songs.Ids, _artists.Ids);
        _albumArtists = new CreditRows(BuiltInTables.AlbumArtists, _albums.Ids, _artists.Ids);
        _items = new PlaylistItemRows(_songs, receiver);
    }

    /// <summary>Adds what the pages of a document said.</summary>
    public DocumentCounts Commit(RawDocument document, IReadOnlyList<Observations> pages)
    {
        var origin = new Origin(document.Manifest);
        var context = new DocumentContext(document.Manifest);
        context.FindPlaylist(document, pages, _texts);
        var counts = default(DocumentCounts);
        for (var i = 0; i < pages.Count; i++)
        {
            _texts.TurnTo(PlainReader.Body(document.Pages[i]));
            CommitEntities(pages[i], origin);
            CommitPlaylists(pages[i], context, origin);
            counts += CommitEntries(pages[i], document.Pages[i], context, origin);
        }

        return counts;
    }

    public IReadOnlyList<TransformedRows> Complete() =>
        [_songs.Complete(), _albums.Complete(), _artists.Complete(), _songArtists.Complete(), _albumArtists.Complete(), _playlists.Complete(), _items.Complete(), .. _account.Complete()];

    private void CommitEntities(Observations page, Origin origin)
    {
        Reserve(ref _artistRows, page.Artists.Count);
        for (var i = 0; i < page.Artists.Count; i++)
        {
            _artistRows[i] = _artists.Add(page.Artists[i], page.Genres, _texts, origin);
        }

        Reserve(ref _albumRows, page.Albums.Count);
        for (var i = 0; i < page.Albums.Count; i++)
        {
            ref readonly var album = ref page.Albums[i];
            _albumRows[i] = _albums.Add(album, _texts, origin);
            _albumArtists.Add(_albumRows[i], _artistRows.AsSpan(album.FirstArtist, album.ArtistCount), origin);
        }

        Reserve(ref _songRows, page.Tracks.Count);
        for (var i = 0; i < page.Tracks.Count; i++)
        {
            ref readonly var track = ref page.Tracks[i];
            _songRows[i] = _songs.Add(track, track.Album < 0 ? -1 : _albumRows[track.Album], _texts, origin);
            _songArtists.Add(_songRows[i], _artistRows.AsSpan(track.FirstArtist, track.ArtistCount), origin);
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

    private static void Reserve(ref int[] rows, int count)
    {
        if (rows.Length < count)
        {
            rows = new int[count * 2];
        }
    }
}
