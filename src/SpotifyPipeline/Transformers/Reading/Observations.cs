namespace SpotifyPipeline.Transformers.Reading;

/// <summary>What one page says, in the order in which it says it. Texts point into the page's bytes.</summary>
/// <remarks>
/// Rows are made from this only when the whole document has been read, so that a damaged page leaves nothing behind,
/// and in document order, so that pages may be read on any thread.
/// </remarks>
internal sealed class Observations
{
    public Growing<ArtistSeen> Artists { get; } = new();

    public Growing<AlbumSeen> Albums { get; } = new();

    public Growing<TrackSeen> Tracks { get; } = new();

    public Growing<PlaylistSeen> Playlists { get; } = new();

    public Growing<EntrySeen> Entries { get; } = new();

    public Growing<ListSeen> Lists { get; } = new();

    public Growing<Text> Genres { get; } = new();

    /// <summary>How many artists with an id were seen again, in credits that repeat others of this page: these are written down once.</summary>
    public int RepeatedArtists { get; set; }

    public ObservationMark Mark => new(RepeatedArtists, Artists.Count, Albums.Count, Tracks.Count, Playlists.Count, Entries.Count, Lists.Count, Genres.Count);

    /// <summary>Forgets what was said after <paramref name="mark"/>.</summary>
    public void CutTo(in ObservationMark mark)
    {
        RepeatedArtists = mark.RepeatedArtists;
        Artists.CutTo(mark.Artists);
        Albums.CutTo(mark.Albums);
        Tracks.CutTo(mark.Tracks);
        Playlists.CutTo(mark.Playlists);
        Entries.CutTo(mark.Entries);
        Lists.CutTo(mark.Lists);
        Genres.CutTo(mark.Genres);
    }

    public void Clear() => CutTo(default);

    /// <summary>Makes room for as much as another page says: pages of a document are much alike, and room that grows step by step is left behind.</summary>
    public void ReserveLike(Observations other)
    {
        Artists.ReserveLike(other.Artists);
        Albums.ReserveLike(other.Albums);
        Tracks.ReserveLike(other.Tracks);
        Entries.ReserveLike(other.Entries);
    }
}

/// <summary>How much a page had said at some point.</summary>
internal readonly record struct ObservationMark(int RepeatedArtists, int Artists, int Albums, int Tracks, int Playlists, int Entries, int Lists, int Genres);
