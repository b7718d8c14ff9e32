namespace SpotifyPipeline.Transformers.Reading;

/// <summary>An artist as one object of a page shows it. An artist without an id keeps its place in the credits.</summary>
internal struct ArtistSeen
{
    public Text Id;
    public Text Name;
    public Text Url;
    public int Popularity;
    public long Followers;
    public int FirstGenre;

    /// <summary>-1 where the object has no genres.</summary>
    public int GenreCount;

    public static readonly ArtistSeen Nothing = new() { Popularity = Numbers.None32, Followers = Numbers.None, GenreCount = -1 };
}

/// <summary>An album as one object of a page shows it.</summary>
internal struct AlbumSeen
{
    public Text Id;
    public Text Name;
    public Text Type;
    public Text ReleaseDate;
    public Text ReleaseDatePrecision;
    public Text Label;
    public Text Upc;
    public Text Url;
    public int TotalTracks;
    public int Popularity;
    public int FirstArtist;
    public int ArtistCount;

    public static readonly AlbumSeen Nothing = new() { TotalTracks = Numbers.None32, Popularity = Numbers.None32 };
}

/// <summary>A track as one object of a page shows it.</summary>
internal struct TrackSeen
{
    public Text Id;
    public Text Name;
    public Text Url;
    public Text Isrc;
    public long Duration;
    public int Popularity;
    public int TrackNumber;
    public int DiscNumber;
    public Tri Explicit;

    /// <summary>The index of its album among the page's albums; -1 where it has none.</summary>
    public int Album;
    public int FirstArtist;
    public int ArtistCount;

    public static readonly TrackSeen Nothing = new()
    {
        Duration = Numbers.None,
        Popularity = Numbers.None32,
        TrackNumber = Numbers.None32,
        DiscNumber = Numbers.None32,
        Album = -1,
    };
}

/// <summary>A playlist's own members.</summary>
internal struct PlaylistSeen
{
    public Text Id;
    public Text Name;
    public Text Description;
    public Text Owner;
    public Text SnapshotId;
    public Text Href;
    public int TotalItems;
    public Tri IsPublic;
    public Tri Collaborative;

    public static readonly PlaylistSeen Nothing = new() { TotalItems = Numbers.None32 };
}

/// <summary>One element of a list: an entry around something, or the thing itself.</summary>
internal struct EntrySeen
{
    public EntryShape Shape;
    public ItemKind Kind;

    /// <summary>The index of its list among the page's; -1 where it stands alone.</summary>
    public int List;

    /// <summary>Its 0-based place in its list.</summary>
    public int Index;

    /// <summary>The index of its track or album among the page's; -1 where it is neither.</summary>
    public int Item;
    public Text ItemId;
    public Text ItemUri;
    public Text AddedAt;
    public Text AddedBy;
    public Text PlayedAt;
    public Text ContextType;
    public Text ContextUri;

    /// <summary>The popularity written in the entry's own track.</summary>
    public int Popularity;

    public static readonly EntrySeen Nothing = new() { List = -1, Item = -1, Popularity = Numbers.None32 };
}

/// <summary>What was said beside a list.</summary>
internal struct ListSeen
{
    /// <summary>The index of the playlist around it; -1 where there is none.</summary>
    public int Playlist;
    public int EntryCount;
    public Text Href;

    /// <summary>The offset that the page itself names, or <see cref="Numbers.None32"/>.</summary>
    public int Offset;

    public static readonly ListSeen Nothing = new() { Playlist = -1, Offset = Numbers.None32 };
}

/// <summary>What stands around the thing that a list's element is about.</summary>
internal enum EntryShape : byte
{
    /// <summary>Nothing: the element is the thing, or null.</summary>
    Bare,

    /// <summary>An entry of a playlist: it has who added it, or whether it is local.</summary>
    PlaylistEntry,

    /// <summary>An entry with a date and a track, and nothing that only playlists have.</summary>
    Dated,

    /// <summary>An entry around a saved album.</summary>
    SavedAlbum,

    /// <summary>An entry around a saved episode.</summary>
    SavedEpisode,

    /// <summary>A play.</summary>
    Play,
}

/// <summary>What an element is about.</summary>
internal enum ItemKind : byte
{
    /// <summary>null, or an entry without its item.</summary>
    Unavailable,
    Track,
    Local,
    Episode,
    Album,
    Artist,
    Playlist,
    Other,
}
