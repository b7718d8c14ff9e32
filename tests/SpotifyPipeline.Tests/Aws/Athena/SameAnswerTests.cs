using System.Globalization;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.DuckDB;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Aws.Athena;

/// <summary>
/// The same question on both engines: DuckDB reads a lake in a folder, Athena returns what was written down for the same
/// lake in Athena's own texts and types (Trino: rank and count are bigint, sum of bigint is bigint, hour is bigint). The rows are equal in value and CLR type.
/// </summary>
internal sealed class SameAnswerTests
{
    private static readonly (string Name, object Value)[] October = [("from", new DateOnly(2026, 10, 1)), ("to", new DateOnly(2026, 11, 30))];
    private static readonly (string Name, object Value)[] Japan = [("playlist", "jp"), .. October];

    private static readonly Recorded[] Answers =
    [
        new("most_popular_songs", [("top", 3)],
            "popularity_rank bigint|song_id varchar|song_name varchar|artists varchar|album_name varchar|popularity integer",
            "1|s4|Duo|O'Neil, Jr., YOASOBI, No Pop|Undated|90",
            "1|s2|夜に駆ける|YOASOBI, O'Neil, Jr.|First, Album|90",
            "3|s1|Night, Drive|YOASOBI|First, Album|70"),
        new("most_popular_artists", [("top", 3)],
            "artist_rank bigint|artist_id varchar|artist_name varchar|artist_popularity integer|followers bigint|songs_in_lake bigint|avg_song_popularity double",
            "1|a1|YOASOBI|80|1000|3|83.33333333333333",
            "2|a2|O'Neil, Jr.|66|10|2|90.0",
            @"3|a3|No Pop|\N|\N|2|90.0"),
        new("artist_appearances_over_time", Japan,
            "snapshot_date date|artist_id varchar|artist_name varchar|appearances bigint|best_position integer|change bigint|running_appearances bigint",
            @"2026-10-05|a1|YOASOBI|2|1|\N|2",
            @"2026-10-05|a2|O'Neil, Jr.|1|2|\N|1",
            @"2026-10-05|a3|No Pop|0|\N|\N|0",
            "2026-11-09|a1|YOASOBI|2|1|0|4",
            "2026-11-09|a2|O'Neil, Jr.|1|1|0|2",
            "2026-11-09|a3|No Pop|1|3|1|1",
            "2026-11-16|a1|YOASOBI|3|1|1|7",
            "2026-11-16|a2|O'Neil, Jr.|2|1|1|4",
            "2026-11-16|a3|No Pop|1|1|0|2"),
        new("listening_sessions", October,
            "user_key varchar|session_no bigint|started_at timestamp|last_play_at timestamp|plays bigint|distinct_songs bigint",
            "u1|1|2026-11-14 20:00:00.000|2026-11-14 20:29:59.000|2|2",
            "u1|2|2026-11-14 21:00:00.000|2026-11-14 21:30:00.000|2|1",
            "u2|1|2026-11-15 00:00:00.000|2026-11-15 00:00:00.000|1|1"),
        new("prediction_features", [("playlist", "jp")],
            "song_id varchar|snapshot_date date|popularity integer|pos integer|popularity_change integer|duration_ms bigint|explicit boolean|days_since_release bigint|label_popularity integer",
            @"s1|2026-10-05|65|1|\N|200123|false|2486|\N",
            "s1|2026-11-09|68|2|3|200123|false|2521|70",
            @"s1|2026-11-16|70|3|2|200123|false|2528|\N",
            @"s2|2026-10-05|88|2|\N|261000|false|2486|\N",
            "s2|2026-11-09|89|1|1|261000|false|2521|90",
            @"s2|2026-11-16|90|2|1|261000|false|2528|\N",
            @"s4|2026-11-16|90|1|\N|240000|\N|\N|\N"),
        new("popularity_correlations", [], "n bigint|corr_artist_popularity double|corr_duration double", "3|-0.5|0.941"),
    ];

    private DuckDBLake _lake = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _lake = new DuckDBLake();
        foreach (var file in SmallLake.Rows.GroupBy(r => (r.Table, r.Day, r.Run, r.Unit)))
        {
            var table = new CatalogTable(file.Key.Table, "parquet", $"curated/{file.Key.Table.Name}/");
            var rows = file.Select(row => "SELECT " + string.Join(", ", table.Definition.Columns.Select(c => $"CAST({Literal(row[c.Name])} AS {SqlText.TypeOf(c.Type)}) AS {SqlText.Name(c.Name)}")));
            await _lake.AddAsync(table, file.Key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), string.Join(" UNION ALL ", rows), $"{file.Key.Unit}-{file.Key.Run}");
        }
    }

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [TestCaseSource(nameof(Answers))]
    public async Task Question_gives_equal_typed_rows_on_both_engines(Recorded recorded)
    {
        var statement = ShippedQuestions.Get(recorded.Question).Ask(recorded.Parameters);
        var athena = new ScriptedAthena().Returns(recorded.Columns, recorded.Rows);

        var fromAthena = await RowsAsync(athena.Engine(), statement);
        var fromDuckDB = await RowsAsync(_lake.Engine, statement);

        Assert.That(fromAthena.Names, Is.EqualTo(fromDuckDB.Names));
        Assert.That(fromAthena.Rows, Is.EqualTo(fromDuckDB.Rows));
        Assert.That(Types(fromAthena.Rows), Is.EqualTo(Types(fromDuckDB.Rows)));
    }

    private static async Task<(List<string> Names, List<object?[]> Rows)> RowsAsync(IQueryEngine engine, SqlStatement statement)
    {
        await using var result = await engine.ExecuteAsync(statement, default);
        var rows = await result.Rows.Select(row => Enumerable.Range(0, row.Count).Select(i => row[i]).ToArray()).ToListAsync();
        return ([.. result.Columns.Select(c => c.Name)], rows);
    }

    private static List<string?> Types(List<object?[]> rows) => [.. rows.SelectMany(row => row).Select(value => value?.GetType().Name)];

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => SqlText.Literal(text),
        string[] list => $"[{string.Join(", ", list.Select(SqlText.Literal))}]",
        DateTime instant => SqlText.Literal(instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
        DateOnly day => SqlText.Literal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>An answer of Athena: columns with types, then rows, fields between bars, <c>\N</c> for NULL.</summary>
    internal sealed record Recorded(string Question, (string Name, object Value)[] Parameters, string Header, params string[] Lines)
    {
        public (string Name, string Type)[] Columns => [.. Header.Split('|').Select(c => (c.Split(' ')[0], c.Split(' ')[1]))];

        public string?[][] Rows => [.. Lines.Select(line => line.Split('|').Select(text => text == @"\N" ? null : text).ToArray())];

        public override string ToString() => Question;
    }
}
