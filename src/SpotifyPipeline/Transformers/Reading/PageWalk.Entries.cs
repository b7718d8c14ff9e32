using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Reading;

internal sealed partial class PageWalk<TCursor>
{
    /// <summary>An entry around a track, an episode or an album. <c>item</c> comes before <c>track</c> where both are objects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Entry(int list)
    {
        var entry = EntrySeen.Nothing;
        var mark = seen.Mark;
        var isPlaylistEntry = false;
        var isLocal = false;
        var hasItem = false;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 4 when name.SequenceEqual("item"u8) && _cursor.Kind == JsonKind.Object:
                    hasItem = true;
                    CutTo(mark);
                    Item(ref entry);
                    break;
                case 5 when name.SequenceEqual("track"u8) && !hasItem && _cursor.Kind == JsonKind.Object:
                    CutTo(mark);
                    Item(ref entry);
                    break;
                case 5 when name.SequenceEqual("album"u8):
                    entry.Shape = EntryShape.SavedAlbum;
                    SavedAlbum(ref entry, mark);
                    break;
                case 7 when name.SequenceEqual("episode"u8):
                    entry.Shape = EntryShape.SavedEpisode;
                    SavedEpisode(ref entry, mark);
                    break;
                case 7 when name.SequenceEqual("context"u8):
                    Context(ref entry);
                    break;
                case 8 when name.SequenceEqual("added_at"u8):
                    entry.AddedAt = _cursor.Text();
                    break;
                case 8 when name.SequenceEqual("added_by"u8):
                    isPlaylistEntry = true;
                    entry.AddedBy = Adder();
                    break;
                case 8 when name.SequenceEqual("is_local"u8):
                    isPlaylistEntry = true;
                    isLocal = _cursor.Boolean() == Tri.True;
                    break;
                case 9 when name.SequenceEqual("played_at"u8):
                    entry.Shape = EntryShape.Play;
                    entry.PlayedAt = _cursor.Text();
                    break;
                case 13 when name.SequenceEqual("primary_color"u8):
                case 15 when name.SequenceEqual("video_thumbnail"u8):
                    isPlaylistEntry = true;
                    _cursor.Skip();
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        if (entry.Shape == EntryShape.Bare)
        {
            entry.Shape = isPlaylistEntry ? EntryShape.PlaylistEntry : EntryShape.Dated;
        }

        if (isLocal && entry.Kind is ItemKind.Track)
        {
            entry.Kind = ItemKind.Local;
        }

        Note(entry, list);
    }

    /// <summary>Who added an entry: in most playlists the same user as the one before.</summary>
    private Text Adder()
    {
        if (_adder.Behind != default && _cursor.TrySkipRepeated(_adder.From, _adder.Behind))
        {
            return _adder.Id;
        }

        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return default;
        }

        var from = _cursor.Place;
        var id = Member("id"u8);
        _adder = (from, _cursor.Place, id);
        return id;
    }

    /// <summary>A track or an episode, told apart by <c>type</c>; every track also has boolean members of these names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Item(ref EntrySeen entry)
    {
        var mark = seen.Mark;
        var track = TrackSeen.Nothing;
        Text type = default, uri = default;
        var isLocal = false;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    track.Id = _cursor.Text();
                    break;
                case 3 when name.SequenceEqual("uri"u8):
                    uri = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    track.Name = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("type"u8):
                    type = _cursor.Text();
                    break;
                case 5 when name.SequenceEqual("album"u8) && _cursor.Kind == JsonKind.Object:
                    track.Album = Album(-1);
                    break;
                case 7 when name.SequenceEqual("artists"u8):
                    track.ArtistCount = Artists(out track.FirstArtist);
                    break;
                case 8 when name.SequenceEqual("explicit"u8):
                    track.Explicit = _cursor.Boolean();
                    break;
                case 8 when name.SequenceEqual("is_local"u8):
                    isLocal = _cursor.Boolean() == Tri.True;
                    break;
                case 10 when name.SequenceEqual("popularity"u8):
                    track.Popularity = Numbers.Narrow(_cursor.Integer());
                    break;
                case 11 when name.SequenceEqual("duration_ms"u8):
                    track.Duration = _cursor.Integer();
                    break;
                case 11 when name.SequenceEqual("disc_number"u8):
                    track.DiscNumber = Numbers.Narrow(_cursor.Integer());
                    break;
                case 12 when name.SequenceEqual("track_number"u8):
                    track.TrackNumber = Numbers.Narrow(_cursor.Integer());
                    break;
                case 12 when name.SequenceEqual("external_ids"u8):
                    track.Isrc = Member("isrc"u8);
                    break;
                case 13 when name.SequenceEqual("external_urls"u8):
                    track.Url = Member("spotify"u8);
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        entry.Item = -1;
        entry.ItemId = track.Id;
        entry.ItemUri = uri;
        entry.Popularity = Numbers.None32;
        entry.Kind = KindOf(type, uri, isLocal);
        if (entry.Kind is ItemKind.Track or ItemKind.Local)
        {
            entry.Popularity = track.Popularity;
            entry.Item = seen.Tracks.Add(track);
        }
        else
        {
            CutTo(mark);
        }
    }

    private ItemKind KindOf(Text type, Text uri, bool isLocal)
    {
        if (type.IsNullOrEmpty)
        {
            return isLocal || StartsWith(uri, "spotify:local:"u8) ? ItemKind.Local
                : StartsWith(uri, "spotify:episode:"u8) ? ItemKind.Episode
                : ItemKind.Track;
        }

        return ObjectKinds.OfType(ref _cursor, type) switch
        {
            ObjectKind.Track => isLocal || StartsWith(uri, "spotify:local:"u8) ? ItemKind.Local : ItemKind.Track,
            ObjectKind.Episode => ItemKind.Episode,
            _ => ItemKind.Other,
        };
    }

    private bool StartsWith(Text text, ReadOnlySpan<byte> start) => !text.IsNull && _cursor.Raw(text).StartsWith(start);

    private void SavedAlbum(ref EntrySeen entry, in ObservationMark mark)
    {
        CutTo(mark);
        entry.Kind = ItemKind.Unavailable;
        entry.Item = -1;
        entry.ItemId = default;
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        entry.Item = Album(-1);
        entry.ItemId = seen.Albums[entry.Item].Id;
        entry.Kind = ItemKind.Album;
    }

    private void SavedEpisode(ref EntrySeen entry, in ObservationMark mark)
    {
        CutTo(mark);
        entry.Kind = ItemKind.Unavailable;
        entry.Item = -1;
        entry.ItemId = default;
        if (_cursor.Kind == JsonKind.Object)
        {
            Item(ref entry);
            entry.Kind = ItemKind.Episode;
        }
        else
        {
            _cursor.Skip();
        }
    }

    private void Context(ref EntrySeen entry)
    {
        entry.ContextType = entry.ContextUri = default;
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            if (name.SequenceEqual("type"u8))
            {
                entry.ContextType = _cursor.Text();
            }
            else if (name.SequenceEqual("uri"u8))
            {
                entry.ContextUri = _cursor.Text();
            }
            else
            {
                _cursor.Skip();
            }
        }
    }

    /// <summary>A playlist with or without its contents. <c>items</c> comes before <c>tracks</c> where both are objects.</summary>
    private void Playlist()
    {
        var index = seen.Playlists.Add(PlaylistSeen.Nothing);
        var playlist = PlaylistSeen.Nothing;
        var mark = seen.Mark;
        var hasItems = false;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    playlist.Id = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    playlist.Name = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("href"u8):
                    playlist.Href = _cursor.Text();
                    break;
                case 5 when name.SequenceEqual("owner"u8):
                    playlist.Owner = Member("id"u8);
                    break;
                case 5 when name.SequenceEqual("items"u8) && _cursor.Kind == JsonKind.Object:
                    hasItems = true;
                    CutTo(mark);
                    playlist.TotalItems = Paging(index, ObjectKind.Entry);
                    break;
                case 6 when name.SequenceEqual("public"u8):
                    playlist.IsPublic = _cursor.Boolean();
                    break;
                case 6 when name.SequenceEqual("tracks"u8) && !hasItems && _cursor.Kind == JsonKind.Object:
                    CutTo(mark);
                    playlist.TotalItems = Paging(index, ObjectKind.Entry);
                    break;
                case 11 when name.SequenceEqual("description"u8):
                    playlist.Description = _cursor.Text();
                    break;
                case 11 when name.SequenceEqual("snapshot_id"u8):
                    playlist.SnapshotId = _cursor.Text();
                    break;
                case 13 when name.SequenceEqual("collaborative"u8):
                    playlist.Collaborative = _cursor.Boolean();
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        seen.Playlists[index] = playlist;
    }
}
