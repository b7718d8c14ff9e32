using System.Text;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Tables with the columns, lengths, repeats and gaps of real ones. The same seed gives the same rows.</summary>
internal static class SampleSongs
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly string[] Words =
    [
        "love", "night", "fire", "dance", "the", "you", "me", "in", "of", "blue", "heart", "dreams", "summer", "rain", "(feat. MC)", "- Remix",
        "- Remastered 2011", "vida", "amor", "noche", "corazón", "été", "夜", "恋", "花火", "사랑", "밤", "ночь", "любовь", "🔥", "Pt. 2", "Interlude",
    ];

    public static TableDefinition Songs { get; } = new(
        "songs",
        "One row a song.",
        [
            new("song_id", ColumnType.String, false), new("song_name", ColumnType.String, false), new("album_id", ColumnType.String, false),
            new("duration_ms", ColumnType.Int64, false), new("explicit", ColumnType.Boolean, false), new("popularity", ColumnType.Int32, true),
            new("track_number", ColumnType.Int32, true), new("disc_number", ColumnType.Int32, true), new("isrc", ColumnType.String, true),
            new("url", ColumnType.String, true),
        ],
        ["song_id"]);

    public static TableDefinition SongArtists { get; } = new(
        "song_artists",
        "One row an artist of a song.",
        [new("song_id", ColumnType.String, false), new("artist_id", ColumnType.String, false), new("artist_position", ColumnType.Int32, false)],
        ["song_id", "artist_position"]);

    public static TableDefinition Albums { get; } = new(
        "albums",
        "One row an album.",
        [
            new("album_id", ColumnType.String, false), new("album_name", ColumnType.String, false), new("album_type", ColumnType.String, true),
            new("release_date", ColumnType.Date, true), new("release_date_text", ColumnType.String, true), new("total_tracks", ColumnType.Int32, true),
            new("genres", ColumnType.StringList, true),
        ],
        ["album_id"]);

    public static TableRows CreateSongs(int count, int seed = 1)
    {
        var random = new Random(seed);
        var albums = Ids(Math.Max(1, count * 3 / 7), random);
        var rows = new TableRows(Songs);
        for (var i = 0; i < count; i++)
        {
            var id = Id(random);
            var isOldShape = random.Next(100) < 80;
            rows.Column<StringColumn>("song_id").Append(id);
            rows.Column<StringColumn>("song_name").Append(Name(random));
            rows.Column<StringColumn>("album_id").Append(albums[(int)(albums.Length * Math.Pow(random.NextDouble(), 1.6))]);
            rows.Column<Int64Column>("duration_ms").Append(random.Next(90, 360) * 1000L + random.Next(1000));
            rows.Column<BooleanColumn>("explicit").Append(random.Next(100) < 15);
            rows.Column<Int32Column>("popularity").Append(isOldShape ? random.Next(101) : null);
            rows.Column<Int32Column>("track_number").Append(1 + (int)(20 * Math.Pow(random.NextDouble(), 2)));
            rows.Column<Int32Column>("disc_number").Append(random.Next(100) < 3 ? 2 : 1);
            rows.Column<StringColumn>("isrc").Append(isOldShape ? $"{(random.Next(2) == 0 ? "USRC" : "GBAYE")}{random.Next(10, 26)}{random.Next(100_000):00000}" : null);
            rows.Column<StringColumn>("url").Append($"https://open.spotify.com/track/{id}");
            AppendRun(rows);
        }

        return rows;
    }

    public static TableRows CreateSongArtists(int songs, int seed = 2)
    {
        var random = new Random(seed);
        var artists = Ids(Math.Max(1, songs * 2 / 5), random);
        var rows = new TableRows(SongArtists);
        for (var i = 0; i < songs; i++)
        {
            var song = Id(random);
            var count = 1 + (int)(3 * Math.Pow(random.NextDouble(), 1.5));
            for (var position = 1; position <= count; position++)
            {
                rows.Column<StringColumn>("song_id").Append(song);
                rows.Column<StringColumn>("artist_id").Append(artists[(int)(artists.Length * Math.Pow(random.NextDouble(), 2.5))]);
                rows.Column<Int32Column>("artist_position").Append(position);
                AppendRun(rows);
            }
        }

        return rows;
    }

    public static TableRows CreateAlbums(int count, int seed = 3)
    {
        string[] types = ["album", "single", "compilation"];
        string[] genres = ["pop", "k-pop", "hip hop", "latin", "rock", "j-pop", "edm", "r&b"];
        var random = new Random(seed);
        var rows = new TableRows(Albums);
        for (var i = 0; i < count; i++)
        {
            var day = new DateOnly(1970, 1, 1).AddDays(random.Next(20_000));
            rows.Column<StringColumn>("album_id").Append(Id(random));
            rows.Column<StringColumn>("album_name").Append(Name(random));
            rows.Column<StringColumn>("album_type").Append(types[random.Next(3)]);
            rows.Column<Int32Column>("release_date").Append(random.Next(50) == 0 ? null : day.DayNumber - new DateOnly(1970, 1, 1).DayNumber);
            rows.Column<StringColumn>("release_date_text").Append(day.ToString("yyyy-MM-dd", null));
            rows.Column<Int32Column>("total_tracks").Append(random.Next(1, 25));
            rows.Column<StringListColumn>("genres").Append(random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(4)).Select(_ => genres[random.Next(genres.Length)])]);
            AppendRun(rows);
        }

        return rows;
    }

    private static void AppendRun(TableRows rows)
    {
        rows.Column<StringColumn>("run_id").Append("20261120T091223Z-4f2a9c"u8);
        rows.Column<Int64Column>("extracted_at").Append(1_795_166_343_000);
        rows.EndRow();
    }

    private static string[] Ids(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => Id(random))];

    private static string Id(Random random) => string.Create(22, random, (span, r) =>
    {
        foreach (ref var c in span)
        {
            c = Base62[r.Next(62)];
        }
    });

    private static string Name(Random random)
    {
        var name = new StringBuilder();
        var words = 1 + random.Next(5);
        for (var i = 0; i < words; i++)
        {
            name.Append(i == 0 ? "" : " ").Append(Words[(int)(Words.Length * random.NextDouble())]);
            if (random.Next(6) == 0)
            {
                name.Append(Base62, random.Next(30), random.Next(8));
            }
        }

        return name.ToString();
    }
}
