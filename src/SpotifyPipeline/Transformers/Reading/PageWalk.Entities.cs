using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Reading;

internal sealed partial class PageWalk<TCursor>
{
    /// <summary>An album, full or simplified. With a list, its tracks are that list's entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Album(int list)
    {
        var index = seen.Albums.Add(AlbumSeen.Nothing);
        var album = AlbumSeen.Nothing;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    album.Id = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    album.Name = _cursor.Text();
                    break;
                case 5 when name.SequenceEqual("label"u8):
                    album.Label = _cursor.Text();
                    break;
                case 6 when name.SequenceEqual("tracks"u8):
                    AlbumTracks(index, list);
                    break;
                case 7 when name.SequenceEqual("artists"u8):
                    album.ArtistCount = Artists(out album.FirstArtist);
                    break;
                case 10 when name.SequenceEqual("album_type"u8):
                    album.Type = _cursor.Text();
                    break;
                case 10 when name.SequenceEqual("popularity"u8):
                    album.Popularity = Numbers.Narrow(_cursor.Integer());
                    break;
                case 12 when name.SequenceEqual("release_date"u8):
                    album.ReleaseDate = _cursor.Text();
                    break;
                case 12 when name.SequenceEqual("total_tracks"u8):
                    album.TotalTracks = Numbers.Narrow(_cursor.Integer());
                    break;
                case 12 when name.SequenceEqual("external_ids"u8):
                    album.Upc = Member("upc"u8);
                    break;
                case 13 when name.SequenceEqual("external_urls"u8):
                    album.Url = Member("spotify"u8);
                    break;
                case 22 when name.SequenceEqual("release_date_precision"u8):
                    album.ReleaseDatePrecision = _cursor.Text();
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        seen.Albums[index] = album;
        return index;
    }

    private void AlbumTracks(int album, int list)
    {
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return;
        }

        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            if (_cursor.Kind != JsonKind.Array || !name.SequenceEqual("items"u8))
            {
                _cursor.Skip();
                continue;
            }

            _cursor.Enter();
            while (_cursor.NextElement())
            {
                var entry = EntrySeen.Nothing;
                if (_cursor.Kind == JsonKind.Object)
                {
                    Item(ref entry);
                    if (entry.Item >= 0)
                    {
                        seen.Tracks[entry.Item].Album = album;
                    }
                }
                else
                {
                    _cursor.Skip();
                }

                if (list >= 0)
                {
                    Note(entry, list);
                }
            }
        }
    }

    /// <summary>The credits of a track or album, one for each element, so that places stay right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Artists(out int first)
    {
        first = seen.Artists.Count;
        if (_cursor.Kind != JsonKind.Array)
        {
            _cursor.Skip();
            return 0;
        }

        // Of most tracks, the artists are those of the album, which has just been read.
        if (_credits.Count > 0 && _cursor.TrySkipRepeated(_credits.From, _credits.Behind))
        {
            first = _credits.First;
            seen.RepeatedArtists += Known(_credits);
            return _credits.Count;
        }

        var from = _cursor.Place;
        _cursor.Enter();
        while (_cursor.NextElement())
        {
            Artist();
        }

        var count = seen.Artists.Count - first;
        _credits = new Credits(from, _cursor.Place, first, count);
        return count;
    }

    /// <summary>How many of the credited artists have an id.</summary>
    private int Known(in Credits credits)
    {
        var known = 0;
        foreach (ref readonly var artist in seen.Artists.Items.Slice(credits.First, credits.Count))
        {
            known += artist.Id.IsNullOrEmpty ? 0 : 1;
        }

        return known;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Artist()
    {
        var artist = ArtistSeen.Nothing;
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            seen.Artists.Add(artist);
            return;
        }

        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    artist.Id = _cursor.Text();
                    break;
                case 4 when name.SequenceEqual("name"u8):
                    artist.Name = _cursor.Text();
                    break;
                case 6 when name.SequenceEqual("genres"u8):
                    artist.GenreCount = Genres(out artist.FirstGenre);
                    break;
                case 9 when name.SequenceEqual("followers"u8):
                    artist.Followers = Followers();
                    break;
                case 10 when name.SequenceEqual("popularity"u8):
                    artist.Popularity = Numbers.Narrow(_cursor.Integer());
                    break;
                case 13 when name.SequenceEqual("external_urls"u8):
                    artist.Url = Member("spotify"u8);
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        seen.Artists.Add(artist);
    }

    private int Genres(out int first)
    {
        first = seen.Genres.Count;
        if (_cursor.Kind != JsonKind.Array)
        {
            _cursor.Skip();
            return -1;
        }

        _cursor.Enter();
        while (_cursor.NextElement())
        {
            if (_cursor.Text() is { IsNull: false } genre)
            {
                seen.Genres.Add(genre);
            }
        }

        return seen.Genres.Count - first;
    }

    private long Followers()
    {
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return Numbers.None;
        }

        var total = Numbers.None;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            if (name.SequenceEqual("total"u8))
            {
                total = _cursor.Integer();
            }
            else
            {
                _cursor.Skip();
            }
        }

        return total;
    }
}
