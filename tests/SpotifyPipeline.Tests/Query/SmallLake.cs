using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>
/// A lake written by hand: three snapshots of one playlist, the last by two runs; a tie, unknown popularity, year precision and no release date, a
/// local and an unavailable entry, a song listed twice, names with commas, quotes and other scripts.
/// </summary>
internal static class SmallLake
{
    public static readonly DateOnly October = new(2026, 10, 5);
    public static readonly DateOnly Ninth = new(2026, 11, 9);
    public static readonly DateOnly Sixteenth = new(2026, 11, 16);

    public static IReadOnlyList<LakeRow> Rows { get; } =
    [
        Song("s1", "Night, Drive", "al1", 200_123L, 70, false),
        Song("s2", "夜に駆ける", "al1", 261_000L, 90, false),
        Song("s3", "He said \"hi\"", "al2", 119_000L, null, true),
        Song("s4", "Duo", "al3", 240_000L, 90, null),
        Album("al1", "First, Album", "album", new DateOnly(2019, 12, 15), "day", 12, 60),
        Album("al2", "Year Only", "single", new DateOnly(2020, 1, 1), "year", 1, null),
        Album("al3", "Undated", "compilation", null, null, 12, null),
        Artist(October, "a1", "YOASOBI", 75, 900L, ["j-pop", "anime"]),
        Artist(October, "a2", "O'Neil, Jr.", 66, null, []),
        Artist(Sixteenth, "a1", "YOASOBI", 80, 1000L, null),
        Artist(Sixteenth, "a2", "O'Neil, Jr.", null, 10L, null),
        Artist(Sixteenth, "a3", "No Pop", null, null, null),
        .. Credits("s1", "a1"),
        .. Credits("s2", "a1", "a2"),
        .. Credits("s3", "a3"),
        .. Credits("s4", "a2", "a1", "a3"),
        Item(October, 0, 1, "s1", 65),
        Item(October, 0, 2, "s2", 88),
        Item(October, 0, 3, null, null, "local"),
        Item(Ninth, 0, 1, "s2", 89),
        Item(Ninth, 0, 2, "s1", 68),
        Item(Ninth, 0, 3, "s3", null),
        Item(Ninth, 0, 4, null, null, "unavailable"),
        Item(Sixteenth, 0, 1, "s3", null),
        Item(Sixteenth, 1, 1, "s4", 90),
        Item(Sixteenth, 1, 2, "s2", 90),
        Item(Sixteenth, 1, 3, "s1", 70),
        Item(Sixteenth, 1, 4, null, null, "local"),
        Item(Sixteenth, 1, 5, "s2", 90),
        Play("u1", "2026-11-14T20:00:00Z", "s1", null),
        Play("u1", "2026-11-14T20:00:00Z", "s1", "playlist"),
        Play("u1", "2026-11-14T20:29:59Z", "s2", "playlist"),
        Play("u1", "2026-11-14T21:00:00Z", "s1", null),
        Play("u1", "2026-11-14T21:30:00Z", "s1", null),
        Play("u2", "2026-11-15T00:00:00Z", "s4", null),
    ];

    public static LakeRow Song(string id, string? name, string? album, long? duration, int? popularity, bool? isExplicit, DateOnly? day = null, string unit = "u1") =>
        Row(BuiltInTables.Songs, day ?? Sixteenth, 1, unit, ("song_id", id), ("song_name", name), ("album_id", album), ("duration_ms", duration), ("popularity", popularity), ("explicit", isExplicit));

    public static LakeRow Album(string id, string name, string type, DateOnly? released, string? precision, int tracks, int? popularity) =>
        Row(BuiltInTables.Albums, Sixteenth, 1, "u1", ("album_id", id), ("album_name", name), ("album_type", type), ("release_date", released), ("release_date_precision", precision), ("total_tracks", tracks), ("popularity", popularity));

    public static LakeRow Artist(DateOnly day, string id, string name, int? popularity, long? followers, string[]? genres) =>
        Row(BuiltInTables.Artists, day, 1, "u1", ("artist_id", id), ("artist_name", name), ("popularity", popularity), ("followers", followers), ("genres", genres));

    public static IEnumerable<LakeRow> Credits(string song, params string[] artists) => artists.Select((artist, i) =>
        Row(BuiltInTables.SongArtists, Sixteenth, 1, "u1", ("song_id", song), ("artist_id", artist), ("artist_position", i + 1)));

    public static LakeRow Item(DateOnly day, int run, int position, string? song, int? popularity, string type = "track") =>
        Row(BuiltInTables.PlaylistItems, day, run, "u1", ("playlist_id", "jp"), ("playlist_name", "Top 50 \"Japan\""), ("chart_position", position), ("song_id", song), ("item_type", type), ("popularity", popularity));

    public static LakeRow Play(string user, string at, string song, string? context)
    {
        var playedAt = DateTimeOffset.Parse(at, null).UtcDateTime;
        return Row(BuiltInTables.Plays, Sixteenth, 1, "u1", ("user_key", user), ("played_at", playedAt), ("play_date", DateOnly.FromDateTime(playedAt)), ("song_id", song), ("context_type", context));
    }

    private static LakeRow Row(TableDefinition table, DateOnly day, int run, string unit, params (string Name, object? Value)[] values) =>
        new(table, day, run, unit, values.ToDictionary(v => v.Name, v => v.Value));
}
