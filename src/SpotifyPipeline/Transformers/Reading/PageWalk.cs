using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>The one reading of a page, whatever its shape: every built-in table is made from what it notes down.</summary>
/// <remarks>
/// Tolerant where Spotify has been seen to vary: a member of another type than expected is NULL, a member that nobody
/// knows is skipped, and of two members of the same name the last counts.
/// </remarks>
internal sealed partial class PageWalk<TCursor>(Observations seen)
    where TCursor : struct, IPageCursor
{
    private TCursor _cursor;
    private Credits _credits;
    private (CursorPlace From, CursorPlace Behind, Text Id) _adder;

    /// <summary>Reads the page on whose root value the cursor stands, and gives the cursor back as it stands then.</summary>
    public TCursor Read(TCursor cursor)
    {
        _cursor = cursor;
        switch (_cursor.Kind)
        {
            case JsonKind.Array:
                Elements(NewList(-1), ObjectKind.Unknown);
                break;
            case JsonKind.Object:
                Root();
                break;
            default:
                _cursor.Skip();
                break;
        }

        return _cursor;
    }

    private void Root()
    {
        switch (ObjectKinds.Of(ref _cursor, ObjectKind.Unknown))
        {
            case ObjectKind.Page:
                Paging(-1, ObjectKind.Unknown);
                break;
            case ObjectKind.Container:
                Container();
                break;
            case ObjectKind.Album:
                Album(NewList(-1));
                break;
            case var kind:
                Element(-1, kind);
                break;
        }
    }

    /// <summary>Several things by kind: <c>{"tracks":[…]}</c>, a search result, followed artists.</summary>
    private void Container()
    {
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            var hint = name.Length switch
            {
                6 when name.SequenceEqual("tracks"u8) => ObjectKind.Track,
                6 when name.SequenceEqual("albums"u8) => ObjectKind.Album,
                7 when name.SequenceEqual("artists"u8) => ObjectKind.Artist,
                8 when name.SequenceEqual("episodes"u8) => ObjectKind.Episode,
                9 when name.SequenceEqual("playlists"u8) => ObjectKind.Playlist,
                _ => ObjectKind.Unknown,
            };
            if (hint != ObjectKind.Unknown && _cursor.Kind == JsonKind.Array)
            {
                Elements(NewList(-1), hint);
            }
            else if (hint != ObjectKind.Unknown && _cursor.Kind == JsonKind.Object)
            {
                Paging(-1, hint);
            }
            else
            {
                _cursor.Skip();
            }
        }
    }

    /// <summary>A paging object; gives its <c>total</c>.</summary>
    private int Paging(int playlist, ObjectKind hint)
    {
        var list = NewList(playlist);
        var total = Numbers.None32;
        Text href = default;
        var offset = Numbers.None32;
        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            switch (name.Length)
            {
                case 5 when name.SequenceEqual("items"u8) && _cursor.Kind == JsonKind.Array:
                    Elements(list, hint);
                    break;
                case 5 when name.SequenceEqual("total"u8):
                    total = Numbers.Narrow(_cursor.Integer());
                    break;
                case 4 when name.SequenceEqual("href"u8):
                    href = _cursor.Text();
                    break;
                case 6 when name.SequenceEqual("offset"u8):
                    offset = Numbers.Narrow(_cursor.Integer());
                    break;
                default:
                    _cursor.Skip();
                    break;
            }
        }

        seen.Lists[list].Href = href;
        seen.Lists[list].Offset = offset;
        return total;
    }

    private void Elements(int list, ObjectKind hint)
    {
        _cursor.Enter();
        while (_cursor.NextElement())
        {
            if (_cursor.Kind == JsonKind.Object)
            {
                Element(list, ObjectKinds.Of(ref _cursor, hint));
            }
            else
            {
                _cursor.Skip();
                Note(EntrySeen.Nothing, list);
            }
        }
    }

    private void Element(int list, ObjectKind kind)
    {
        if (kind == ObjectKind.Entry)
        {
            Entry(list);
            return;
        }

        var entry = EntrySeen.Nothing;
        switch (kind)
        {
            case ObjectKind.Track or ObjectKind.Episode:
                Item(ref entry);
                break;
            case ObjectKind.Album:
                entry.Item = Album(-1);
                entry.ItemId = seen.Albums[entry.Item].Id;
                entry.Kind = ItemKind.Album;
                break;
            case ObjectKind.Artist:
                Artist();
                entry.ItemId = seen.Artists[seen.Artists.Count - 1].Id;
                entry.Kind = ItemKind.Artist;
                break;
            case ObjectKind.Playlist:
                Playlist();
                entry.Kind = ItemKind.Playlist;
                break;
            default:
                _cursor.Skip();
                entry.Kind = ItemKind.Other;
                break;
        }

        if (list >= 0 || kind == ObjectKind.Track)
        {
            Note(entry, list);
        }
    }

    /// <summary>Forgets what was said after <paramref name="mark"/>, the last credits with it.</summary>
    private void CutTo(in ObservationMark mark)
    {
        seen.CutTo(mark);
        _credits = default;
    }

    private int NewList(int playlist)
    {
        var list = ListSeen.Nothing;
        list.Playlist = playlist;
        return seen.Lists.Add(list);
    }

    private void Note(EntrySeen entry, int list)
    {
        entry.List = list;
        entry.Index = list < 0 ? 0 : seen.Lists[list].EntryCount++;
        seen.Entries.Add(entry);
    }

    /// <summary>The string in one member of an object, such as <c>external_urls.spotify</c>; NULL where the value is no object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Text Member(ReadOnlySpan<byte> wanted)
    {
        if (_cursor.Kind != JsonKind.Object)
        {
            _cursor.Skip();
            return default;
        }

        if (_cursor.TryOnlyString(wanted, out var value))
        {
            return value;
        }

        _cursor.Enter();
        while (_cursor.NextMember(out var name))
        {
            if (name.SequenceEqual(wanted))
            {
                value = _cursor.Text();
            }
            else
            {
                _cursor.Skip();
            }
        }

        return value;
    }

    /// <summary>The credits that were read last: where they stand, and which of the page's artists they are.</summary>
    private readonly record struct Credits(CursorPlace From, CursorPlace Behind, int First, int Count);
}
