using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>
/// Small lakes with everything that goes wrong in big ones: ties, NULLs, several runs and units a day, days that are missing, credits that change,
/// entries that are no songs, songs listed twice, ids that lead nowhere, plays at the hours in which clocks are changed, tables without a row.
/// </summary>
internal static class RandomLakes
{
    public static readonly DateOnly FirstDay = new(2026, 10, 30);

    /// <summary>A Friday, then a new month, a new week, and ten days later.</summary>
    private static readonly Gen<DateOnly> Days = Gen.Elements(0, 1, 2, 3, 3, 10).Select(FirstDay.AddDays);

    /// <summary>When clocks change in Lord Howe (by half an hour), Berlin, New York and again Berlin.</summary>
    private static readonly DateTime[] ClockChanges =
    [
        new(2026, 10, 3, 15, 30, 0, DateTimeKind.Utc), new(2026, 10, 25, 1, 0, 0, DateTimeKind.Utc),
        new(2026, 11, 1, 6, 0, 0, DateTimeKind.Utc), new(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc),
    ];

    public static Gen<LakeRow[]> Lakes { get; } =
        from songs in Rows(BuiltInTables.Songs, 8, Song)
        from albums in Rows(BuiltInTables.Albums, 6, Album)
        from artists in Rows(BuiltInTables.Artists, 6, Artist)
        from credits in Credits
        from albumCredits in Rows(BuiltInTables.AlbumArtists, 6, Album)
        from plays in Rows(BuiltInTables.Plays, 12, Song)
        from items in Rows(BuiltInTables.PlaylistItems, 14, Item)
        select (LakeRow[])[.. songs, .. albums, .. artists, .. credits, .. albumCredits, .. plays, .. items];

    private static Gen<object?> Song => Id("s", 4);

    private static Gen<object?> Album => Id("al", 3);

    private static Gen<object?> Artist => Id("ar", 4);

    /// <summary>Many in few runs, since only those of a song's last run count.</summary>
    private static Gen<LakeRow[]> Credits =>
        from rows in Rows(BuiltInTables.SongArtists, 30, Gen.Constant<object?>(null))
        select (LakeRow[])[.. rows.Select(r => r with { Day = r.Day > FirstDay ? FirstDay.AddDays(1) : FirstDay, Run = 0 })];

    private static Gen<object?> Item => Gen.Constant<object?>(null);

    private static Gen<object?> Id(string prefix, int count) => Gen.Choose(1, count).Select(i => (object?)(prefix + i));

    private static Gen<object?> Maybe(Gen<object?> value) => Gen.Frequency((2, value), (1, Gen.Constant<object?>(null)));

    private static Gen<object?> Number(int max) => Gen.Choose(0, max).Select(i => (object?)i);

    private static Gen<object?> Name(string of) => Gen.Elements<object?>($"{of} A", $"{of} B", $"{of}, \"the\" 東京");

    private static Gen<List<LakeRow>> Rows(TableDefinition table, int most, Gen<object?> id) =>
        from count in Gen.Choose(0, most)
        from rows in Gen.ListOf(Row(table, id), count)
        select rows.ToList();

    private static Gen<LakeRow> Row(TableDefinition table, Gen<object?> id) =>
        from day in Days
        from run in Gen.Choose(0, 1)
        from unit in Gen.Elements("u1", "u2")
        from values in Values(table, id)
        select new LakeRow(table, day, run, unit, values);

    private static Gen<Dictionary<string, object?>> Values(TableDefinition table, Gen<object?> id) => table.Name switch
    {
        "songs" => Columns(("song_id", id), ("song_name", Maybe(Name("Song"))), ("album_id", Maybe(Album)), ("popularity", Maybe(Popularity)), ("duration_ms", Maybe(Duration)), ("explicit", Maybe(Gen.Elements<object?>(true, false)))),
        "albums" => from values in Columns(("album_id", id), ("album_name", Maybe(Name("Album"))), ("album_type", Maybe(Gen.Elements<object?>("album", "single"))), ("total_tracks", Maybe(Number(3))), ("popularity", Maybe(Popularity)))
                    from released in Released
                    select new Dictionary<string, object?>(values) { ["release_date"] = released.Date, ["release_date_precision"] = released.Precision },
        "artists" => Columns(("artist_id", id), ("artist_name", Maybe(Name("Artist"))), ("popularity", Maybe(Popularity)), ("followers", Maybe(Gen.Choose(0, 2).Select(i => (object?)(i * 5_000_000_000L)))), ("genres", Maybe(Gen.Elements<object?>(Array.Empty<string>(), new[] { "jazz" }, new[] { "jazz", "pop" })))),
        "song_artists" => Columns(("song_id", Song), ("artist_id", Artist), ("artist_position", Gen.Choose(1, 3).Select(i => (object?)i))),
        "album_artists" => Columns(("album_id", Album), ("artist_id", Artist), ("artist_position", Gen.Choose(1, 2).Select(i => (object?)i))),
        "plays" => Play(id),
        _ => from values in Columns(("playlist_id", Gen.Elements<object?>("jp", "jp", "us")), ("playlist_name", Maybe(Name("List"))), ("chart_position", Gen.Choose(1, 5).Select(i => (object?)i)), ("popularity", Maybe(Popularity)))
             from entry in Entry
             select new Dictionary<string, object?>(values) { ["item_type"] = entry.Type, ["song_id"] = entry.Song },
    };

    /// <summary>Mostly few values, for ties; now and then one that cannot be.</summary>
    private static Gen<object?> Popularity => Gen.Frequency((14, Number(3)), (1, Gen.Elements<object?>(-1, 100, 101)));

    /// <summary>Seconds that a double holds exactly, so that a mean has one value in whatever order it is added up.</summary>
    private static Gen<object?> Duration => Gen.Elements<object?>(-500L, 0L, 61_500L, 119_875L, 120_000L, 200_125L, 239_875L, 240_000L);

    /// <summary>Days, months and years as the table keeps them: the first day of what is known.</summary>
    private static Gen<(object? Date, object? Precision)> Released => Gen.Elements<(object?, object?)>(
        (new DateOnly(2019, 12, 15), "day"), (new DateOnly(2020, 2, 29), "day"), (new DateOnly(2020, 2, 1), "month"), (new DateOnly(2020, 1, 1), "year"), (new DateOnly(2026, 11, 1), "day"), (null, "year"), (null, null));

    private static Gen<(object? Type, object? Song)> Entry => Gen.Frequency(
        (6, Song.Select(song => ((object?)"track", song))),
        (2, Gen.Elements<(object?, object?)>(("local", null), ("unavailable", null), ("episode", null))));

    private static Gen<Dictionary<string, object?>> Play(Gen<object?> song) =>
        from user in Gen.Elements("u1", "u1", "u2")
        from change in Gen.Frequency((3, Gen.Constant(ClockChanges[1])), (1, Gen.Elements(ClockChanges)))
        from minutes in Gen.Choose(-6, 9)
        from late in Gen.Elements(0, 0, 1)
        from id in song
        from context in Maybe(Gen.Elements<object?>("album", "playlist"))
        let at = change.AddMinutes(minutes * 15).AddMilliseconds(late)
        select new Dictionary<string, object?> { ["user_key"] = user, ["played_at"] = at, ["play_date"] = DateOnly.FromDateTime(at), ["song_id"] = id, ["context_type"] = context };

    private static Gen<Dictionary<string, object?>> Columns(params (string Name, Gen<object?> Value)[] columns) =>
        columns.Aggregate(
            Gen.Constant<Dictionary<string, object?>>([]),
            (row, column) => from values in row from value in column.Value select new Dictionary<string, object?>(values) { [column.Name] = value });
}
