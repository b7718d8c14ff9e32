namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>How one kind of entity is named in links and uris.</summary>
internal readonly ref struct EntityLinks
{
    private EntityLinks(ReadOnlySpan<byte> type, ReadOnlySpan<byte> apiFolder, ReadOnlySpan<byte> webFolder, ReadOnlySpan<byte> uriFolder)
    {
        Type = type;
        ApiFolder = apiFolder;
        WebFolder = webFolder;
        UriFolder = uriFolder;
    }

    public static EntityLinks Track => new("track"u8, "tracks/"u8, "track/"u8, "track:"u8);

    public static EntityLinks Album => new("album"u8, "albums/"u8, "album/"u8, "album:"u8);

    public static EntityLinks Artist => new("artist"u8, "artists/"u8, "artist/"u8, "artist:"u8);

    public static EntityLinks Playlist => new("playlist"u8, "playlists/"u8, "playlist/"u8, "playlist:"u8);

    public static EntityLinks Episode => new("episode"u8, "episodes/"u8, "episode/"u8, "episode:"u8);

    public static EntityLinks Show => new("show"u8, "shows/"u8, "show/"u8, "show:"u8);

    public static EntityLinks User => new("user"u8, "users/"u8, "user/"u8, "user:"u8);

    public ReadOnlySpan<byte> Type { get; }

    public ReadOnlySpan<byte> ApiFolder { get; }

    public ReadOnlySpan<byte> WebFolder { get; }

    public ReadOnlySpan<byte> UriFolder { get; }
}
