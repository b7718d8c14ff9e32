using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Small lakes with everything that goes wrong in big ones: ties, NULLs, several runs and units a day, credits that change, entries that are no songs, songs listed twice.</summary>
internal static class RandomLakes
{
    public static readonly DateOnly FirstDay = new(2026, 10, 30);

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 3).Select(FirstDay.AddDays);

    public static Gen<LakeRow[]> Lakes { get; } =
        from songs in Rows(BuiltInTables.Songs, 8, Song)
        from albums in Rows(BuiltInTables.Albums, 6, Album)
        from artists in Rows(BuiltInTables.Artists, 6, Artist)
        from credits in Credits
        from items in Rows(BuiltInTables.PlaylistItems, 14, Item)
        select (LakeRow[])[.. songs, .. albums, .. artists, .. credits, .. items];

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
        "songs" => Columns(("song_id", id), ("song_name", Maybe(Name("Song"))), ("album_id", Maybe(Album)), ("popularity", Maybe(Number(3))), ("duration_ms", Maybe(Gen.Choose(0, 3).Select(i => (object?)(i * 100_000L)))), ("explicit", Maybe(Gen.Elements<object?>(true, false)))),
        "albums" => Columns(("album_id", id), ("album_name", Maybe(Name("Album"))), ("album_type", Maybe(Gen.Elements<object?>("album", "single"))), ("total_tracks", Maybe(Number(3)))),
        "artists" => Columns(("artist_id", id), ("artist_name", Maybe(Name("Artist"))), ("popularity", Maybe(Number(3))), ("genres", Maybe(Gen.Elements<object?>(Array.Empty<string>(), new[] { "jazz" }, new[] { "jazz", "pop" })))),
        "song_artists" => Columns(("song_id", Song), ("artist_id", Artist), ("artist_position", Gen.Choose(1, 3).Select(i => (object?)i))),
        _ => Columns(("playlist_id", Gen.Elements<object?>("jp", "us")), ("chart_position", Gen.Choose(1, 5).Select(i => (object?)i)), ("song_id", Maybe(Song)), ("item_type", Gen.Constant<object?>("track")), ("popularity", Maybe(Number(3)))),
    };

    private static Gen<Dictionary<string, object?>> Columns(params (string Name, Gen<object?> Value)[] columns) =>
        columns.Aggregate(
            Gen.Constant<Dictionary<string, object?>>([]),
            (row, column) => from values in row from value in column.Value select new Dictionary<string, object?>(values) { [column.Name] = value });
}
