using System.Buffers.Binary;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator;

/// <summary>
/// The truth behind the replies, the same for every app class: compare with it what a pipeline made of them.
/// </summary>
public sealed class SimulatedCatalogue
{
    private readonly Chance _chance;
    private readonly Popularity _popularity;
    private readonly EntryBook _entries;
    private readonly SimulatedSong[] _songs;
    private readonly SimulatedAlbum[] _albums;
    private readonly SimulatedArtist[] _artists;
    private readonly SimulatedPlaylist[] _playlists;
    private readonly Dictionary<string, SimulatedSong> _songsById;
    private readonly Dictionary<string, SimulatedAlbum> _albumsById;
    private readonly Dictionary<string, SimulatedArtist> _artistsById;
    private readonly Dictionary<string, SimulatedPlaylist> _playlistsById;
    private readonly Lazy<ILookup<SimulatedArtist, SimulatedAlbum>> _albumsByArtist;

    internal SimulatedCatalogue(SimulatorOptions options)
    {
        _chance = new Chance(options.Seed);
        var names = new Names(_chance, options.AwkwardEntries);
        var builder = new CatalogueBuilder(_chance, names, options.AwkwardEntries);
        var songCount = SongCount(options);
        _artists = builder.Artists(Math.Max(8, songCount / 4));
        (_albums, _songs) = builder.Albums(_artists, songCount);
        var book = new PlaylistBook(_chance, options);
        _playlists = book.Create();
        UserId = book.UserId;
        _popularity = new Popularity(_chance, _artists.Length);
        _entries = new EntryBook(_chance, options, _songs, _popularity, builder, book.Contributors);
        Library = new LibraryBook(_chance, options, _songs, _albums, _artists, _playlists);
        _songsById = _songs.ToDictionary(song => song.Id, StringComparer.Ordinal);
        _albumsById = _albums.ToDictionary(album => album.Id, StringComparer.Ordinal);
        _artistsById = _artists.ToDictionary(artist => artist.Id, StringComparer.Ordinal);
        _playlistsById = _playlists.ToDictionary(playlist => playlist.Id, StringComparer.Ordinal);
        _albumsByArtist = new(() => _albums.SelectMany(album => ArtistsOf(album).Select(artist => (artist, album))).ToLookup(pair => pair.artist, pair => pair.album));
    }

    /// <summary>Every song, albums in one piece.</summary>
    public IReadOnlyList<SimulatedSong> Songs => _songs;

    /// <summary>Every album.</summary>
    public IReadOnlyList<SimulatedAlbum> Albums => _albums;

    /// <summary>Every artist; the first have most songs.</summary>
    public IReadOnlyList<SimulatedArtist> Artists => _artists;

    /// <summary>Every playlist in the user's library: owned and collaborative ones, followed ones, and (unless switched off) an empty one.</summary>
    public IReadOnlyList<SimulatedPlaylist> Playlists => _playlists;

    /// <summary>The simulated user's id.</summary>
    public string UserId { get; }

    internal LibraryBook Library { get; }

    /// <summary>The entries of a playlist on a day (UTC), in order, insertions included.</summary>
    /// <exception cref="KeyNotFoundException">There is no such playlist.</exception>
    public IReadOnlyList<SimulatedEntry> EntriesOn(string playlistId, DateOnly day) => EntriesOn(Playlist(playlistId), day.DayNumber);

    /// <summary>The version that the API names for a playlist on a day (UTC); equal exactly when the entries are.</summary>
    /// <exception cref="KeyNotFoundException">There is no such playlist.</exception>
    public string SnapshotIdOn(string playlistId, DateOnly day) => SnapshotIdOn(Playlist(playlistId), day.DayNumber);

    /// <summary>The popularity of a song on a day (UTC), 0 to 100.</summary>
    public int PopularityOn(SimulatedSong song, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(song);
        return _popularity.Of(song, day.DayNumber);
    }

    /// <summary>The songs that the user has saved on a day (UTC), newest first, with the time of saving.</summary>
    public IReadOnlyList<(SimulatedSong Song, DateTimeOffset AddedAt)> SavedSongsOn(DateOnly day) => Library.SavedSongs(day.DayNumber);

    /// <summary>The albums that the user has saved on a day (UTC), newest first, with the time of saving.</summary>
    public IReadOnlyList<(SimulatedAlbum Album, DateTimeOffset AddedAt)> SavedAlbumsOn(DateOnly day) => Library.SavedAlbums(day.DayNumber);

    /// <summary>The last 50 plays up to a moment, newest first.</summary>
    public IReadOnlyList<SimulatedPlay> PlaysAt(DateTimeOffset now) => Library.Plays(now);

    internal SimulatedSong? FindSong(string id) => _songsById.GetValueOrDefault(id);

    internal SimulatedAlbum? FindAlbum(string id) => _albumsById.GetValueOrDefault(id);

    internal SimulatedArtist? FindArtist(string id) => _artistsById.GetValueOrDefault(id);

    internal SimulatedPlaylist? FindPlaylist(string id) => _playlistsById.GetValueOrDefault(id);

    internal IEnumerable<SimulatedAlbum> AlbumsWith(SimulatedArtist artist) => _albumsByArtist.Value[artist];

    internal SimulatedEntry[] EntriesOn(SimulatedPlaylist playlist, int day) => _entries.On(playlist, day);

    internal void InsertSong(string playlistId, DateTimeOffset at) => _entries.Insert(Playlist(playlistId), at);

    internal int PopularityOn(SimulatedSong song, int day) => _popularity.Of(song, day);

    internal int PopularityOn(SimulatedAlbum album, int day) => _popularity.Of(album, day);

    internal int PopularityOn(SimulatedArtist artist, int day) => _popularity.Of(artist, day);

    internal long FollowersOn(SimulatedArtist artist, int day) => _popularity.FollowersOf(artist, day);

    internal ulong Bits(Topic topic, long a, long b = 0) => _chance.Bits(topic, a, b);

    internal string SnapshotIdOn(SimulatedPlaylist playlist, int day)
    {
        var version = (long)_chance.Bits(Topic.SnapshotId, playlist.Index);
        foreach (var entry in EntriesOn(playlist, day))
        {
            var what = entry.Song?.Index ?? entry.Episode?.Index ?? 0;
            version = (long)_chance.Bits(Topic.SnapshotId, version + (int)entry.Kind, what, entry.AddedAt?.UtcTicks ?? 0);
        }

        Span<byte> bytes = stackalloc byte[24];
        for (var part = 0; part < 3; part++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[(part * 8)..], _chance.Bits(Topic.SnapshotId, version, part));
        }

        // Real ones begin with a small big-endian counter: "AAAAAqEc…".
        bytes[..3].Clear();
        return Convert.ToBase64String(bytes);
    }

    private static IEnumerable<SimulatedArtist> ArtistsOf(SimulatedAlbum album) => album.Artists.Concat(album.Songs.SelectMany(song => song.Artists)).Distinct();

    // A multiple of the playlist's length (see ChartLanes), three times as many or, with many playlists, up to twenty times.
    private static int SongCount(SimulatorOptions options)
    {
        if (options.ItemsPerPlaylist == 0)
        {
            return 30;
        }

        var times = Math.Min(20, 3 + ((options.Playlists + options.FollowedPlaylists) / 4));
        var wanted = Math.Max(30, (long)options.ItemsPerPlaylist * times);
        return checked((int)((wanted + options.ItemsPerPlaylist - 1) / options.ItemsPerPlaylist * options.ItemsPerPlaylist));
    }

    private SimulatedPlaylist Playlist(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return FindPlaylist(id) ?? throw new KeyNotFoundException($"\"{id}\" is no playlist of this simulator; expected one of {nameof(SpotifySimulator)}.{nameof(SpotifySimulator.PlaylistIds)} or {nameof(Playlists)}.");
    }
}
