namespace SpotifyPipeline.Tables;

/// <summary>The tables that the library fills. docs/tables.md is written from these definitions.</summary>
public static class BuiltInTables
{
    /// <summary>One row per song.</summary>
    public static TableDefinition Songs { get; } = new(
        "songs",
        "One row per song and snapshot date.",
        [
            new("song_id", ColumnType.String, false, "Spotify's id of the track."),
            new("song_name", ColumnType.String, true, "The title."),
            new("album_id", ColumnType.String, true, "The album it appears on."),
            new("duration_ms", ColumnType.Int64, true, "Length in milliseconds."),
            new("explicit", ColumnType.Boolean, true, "Whether it has explicit lyrics; NULL where unknown."),
            new("popularity", ColumnType.Int32, true, "0 to 100; NULL where the app class does not get it."),
            new("track_number", ColumnType.Int32, true, "Place on its disc, from 1."),
            new("disc_number", ColumnType.Int32, true, "Disc, from 1."),
            new("isrc", ColumnType.String, true, "International Standard Recording Code."),
            new("url", ColumnType.String, true, "The page on open.spotify.com."),
        ],
        ["song_id"]);

    /// <summary>One row per album.</summary>
    public static TableDefinition Albums { get; } = new(
        "albums",
        "One row per album and snapshot date.",
        [
            new("album_id", ColumnType.String, false, "Spotify's id of the album."),
            new("album_name", ColumnType.String, true, "The title."),
            new("album_type", ColumnType.String, true, "album, single or compilation, in lower case."),
            new("release_date", ColumnType.Date, true, "First day of the known day, month or year; NULL where unknown."),
            new("release_date_precision", ColumnType.String, true, "day, month or year, as Spotify says it."),
            new("release_date_text", ColumnType.String, true, "The date as Spotify wrote it."),
            new("total_tracks", ColumnType.Int32, true, "Tracks on the album, in the lake or not."),
            new("label", ColumnType.String, true, "The label; NULL where the app class does not get it."),
            new("upc", ColumnType.String, true, "Universal Product Code."),
            new("popularity", ColumnType.Int32, true, "0 to 100; NULL where the app class does not get it."),
            new("url", ColumnType.String, true, "The page on open.spotify.com."),
        ],
        ["album_id"]);

    /// <summary>One row per artist.</summary>
    public static TableDefinition Artists { get; } = new(
        "artists",
        "One row per artist and snapshot date.",
        [
            new("artist_id", ColumnType.String, false, "Spotify's id of the artist."),
            new("artist_name", ColumnType.String, true, "The name."),
            new("popularity", ColumnType.Int32, true, "0 to 100; NULL where the payload or the app class has none."),
            new("followers", ColumnType.Int64, true, "Number of followers; NULL where the payload or the app class has none."),
            new("genres", ColumnType.StringList, true, "Genres; NULL where the payload has none, empty where Spotify knows none."),
            new("url", ColumnType.String, true, "The page on open.spotify.com."),
        ],
        ["artist_id"]);

    /// <summary>Which artists perform a song, in credit order.</summary>
    public static TableDefinition SongArtists { get; } = new(
        "song_artists",
        "One row per song and credited artist.",
        [
            new("song_id", ColumnType.String, false, "The song."),
            new("artist_id", ColumnType.String, false, "The artist."),
            new("artist_position", ColumnType.Int32, false, "Place in the credits; 1 is the main artist."),
        ],
        ["song_id", "artist_position"]);

    /// <summary>Which artists an album is by, in credit order.</summary>
    public static TableDefinition AlbumArtists { get; } = new(
        "album_artists",
        "One row per album and credited artist.",
        [
            new("album_id", ColumnType.String, false, "The album."),
            new("artist_id", ColumnType.String, false, "The artist."),
            new("artist_position", ColumnType.Int32, false, "Place in the credits; 1 is the main artist."),
        ],
        ["album_id", "artist_position"]);

    /// <summary>One row per playlist.</summary>
    public static TableDefinition Playlists { get; } = new(
        "playlists",
        "One row per playlist and snapshot date.",
        [
            new("playlist_id", ColumnType.String, false, "Spotify's id of the playlist."),
            new("playlist_name", ColumnType.String, true, "The title."),
            new("description", ColumnType.String, true, "The description."),
            new("owner_id", ColumnType.String, true, "The owner's user id."),
            new("snapshot_id", ColumnType.String, true, "Spotify's version of the playlist."),
            new("total_items", ColumnType.Int32, true, "Entries that the playlist has, as Spotify says."),
            new("is_public", ColumnType.Boolean, true, "Whether it is on a profile; NULL where not relevant."),
            new("collaborative", ColumnType.Boolean, true, "Whether others may edit it."),
        ],
        ["playlist_id"]);

    /// <summary>What stood where in a playlist.</summary>
    public static TableDefinition PlaylistItems { get; } = new(
        "playlist_items",
        "One row per playlist, run and position, empty entries included.",
        [
            new("playlist_id", ColumnType.String, false, "The playlist."),
            new("playlist_name", ColumnType.String, true, "Its title at the time."),
            new("chart_position", ColumnType.Int32, false, "Place in the list, from 1, counting every entry."),
            new("song_id", ColumnType.String, true, "The song; NULL for anything but a track with an id."),
            new("item_type", ColumnType.String, false, "track, episode, local or unavailable."),
            new("item_uri", ColumnType.String, true, "The entry's Spotify URI."),
            new("added_at", ColumnType.Timestamp, true, "When it was added (UTC); NULL where unknown."),
            new("added_by", ColumnType.String, true, "Who added it."),
            new("popularity", ColumnType.Int32, true, "The song's popularity as observed here, 0 to 100."),
        ],
        ["playlist_id", "run_id", "chart_position"]);

    /// <summary>What was played when.</summary>
    public static TableDefinition Plays { get; } = new(
        "plays",
        "One row per play of a song.",
        [
            new("user_key", ColumnType.String, false, "A keyed hash of the account id."),
            new("played_at", ColumnType.Timestamp, false, "When it was played (UTC)."),
            new("play_date", ColumnType.Date, false, "The UTC day of played_at."),
            new("song_id", ColumnType.String, false, "The song."),
            new("context_type", ColumnType.String, true, "playlist, album, artist, …; NULL where unknown."),
            new("context_uri", ColumnType.String, true, "What it was played from."),
        ],
        ["user_key", "played_at", "song_id"]);

    /// <summary>An account's top artists and tracks.</summary>
    public static TableDefinition TopItems { get; } = new(
        "top_items",
        "One row per account, kind, time range and rank.",
        [
            new("user_key", ColumnType.String, false, "A keyed hash of the account id."),
            new("kind", ColumnType.String, false, "track or artist."),
            new("time_range", ColumnType.String, false, "short_term (about 4 weeks), medium_term (6 months) or long_term (a year)."),
            new("item_rank", ColumnType.Int32, false, "From 1."),
            new("item_id", ColumnType.String, false, "The track's or artist's id."),
        ],
        ["user_key", "kind", "time_range", "item_rank"]);

    /// <summary>What an account has saved in its library.</summary>
    public static TableDefinition SavedItems { get; } = new(
        "saved_items",
        "One row per account and saved track, album or episode.",
        [
            new("user_key", ColumnType.String, false, "A keyed hash of the account id."),
            new("kind", ColumnType.String, false, "track, album or episode."),
            new("item_id", ColumnType.String, false, "The id of what was saved."),
            new("added_at", ColumnType.Timestamp, true, "When it was saved (UTC)."),
        ],
        ["user_key", "kind", "item_id"]);

    /// <summary>All of them, in the order in which reports name them.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } =
        [Songs, Albums, Artists, SongArtists, AlbumArtists, Playlists, PlaylistItems, Plays, TopItems, SavedItems];
}
