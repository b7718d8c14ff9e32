using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Catalog;

namespace SpotifyPipeline.Tests.DuckDB;

internal sealed class DuckDBQueryEngineTests
{
    private static readonly ColumnDefinition[] Columns =
    [
        new("song_id", ColumnType.String, false),
        new("popularity", ColumnType.Int32, true),
    ];

    private static readonly string Tail = ", 'r1' AS run_id, TIMESTAMP '2026-11-20 09:00:00' AS extracted_at";

    private DuckDBLake _lake = null!;

    [SetUp]
    public void Open() => _lake = new DuckDBLake();

    [TearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public async Task Table_without_files_is_empty_and_typed()
    {
        await _lake.Catalog.EnsureTableAsync(Table("songs"), CancellationToken.None);

        await using var result = await _lake.Engine.ExecuteAsync(new SqlStatement("SELECT * FROM songs"), CancellationToken.None);

        Assert.That(result.Columns.Select(c => $"{c.Name} {c.SqlType}"), Is.EqualTo(new[] { "song_id varchar", "popularity integer", "run_id varchar", "extracted_at timestamp", "snapshot_date date" }));
        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.Zero);
    }

    [Test]
    public async Task Files_of_all_dates_are_read_with_their_snapshot_date()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        await _lake.AddAsync(Table("songs"), "2026-11-20", "SELECT 's1' AS song_id, 7 AS popularity" + Tail);

        Assert.That(
            await _lake.RowsAsync("SELECT snapshot_date, popularity FROM songs ORDER BY snapshot_date"),
            Is.EqualTo(new[] { new object[] { new DateOnly(2026, 11, 19), 5 }, [new DateOnly(2026, 11, 20), 7] }));
    }

    [Test]
    public async Task File_that_the_catalog_does_not_list_is_not_read()
    {
        var file = await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        File.Copy(_lake.Root + file.Key, _lake.Root + file.Key.Replace("u1", "orphan"));

        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.EqualTo(1));
    }

    [Test]
    public async Task Change_of_the_catalog_is_seen_by_the_next_statement()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.EqualTo(1));

        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's2' AS song_id, 5 AS popularity" + Tail, "u2");
        await _lake.AddAsync(Table("albums"), "2026-11-19", "SELECT 'a' AS song_id, 5 AS popularity" + Tail);

        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.EqualTo(2));
        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM albums"), Is.EqualTo(1));
    }

    [Test]
    public async Task Column_that_older_files_lack_is_null_there_and_a_widened_one_is_wide()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        var grown = Table("songs", columns: [new("song_id", ColumnType.String, false), new("isrc", ColumnType.String, true), new("genres", ColumnType.StringList, true), new("popularity", ColumnType.Int64, true)]);
        await _lake.AddAsync(grown, "2026-11-20", "SELECT 's2' AS song_id, 'X' AS isrc, ['jazz'] AS genres, CAST(9000000000 AS bigint) AS popularity" + Tail);

        Assert.That(
            await _lake.RowsAsync("SELECT song_id, isrc, genres, popularity FROM songs ORDER BY song_id"),
            Is.EqualTo(new[] { new object?[] { "s1", null, null, 5L }, ["s2", "X", new[] { "jazz" }, 9_000_000_000L] }));
    }

    [Test]
    public async Task Category_column_comes_from_the_path_with_its_nulls_and_odd_characters()
    {
        var table = new CatalogTable(new TableDefinition("items", "", Columns, []), "parquet", "curated/items/", "playlist_id");
        await _lake.AddAsync(table, "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail, category: "37i9dQ");
        await _lake.AddAsync(table, "2026-11-19", "SELECT 's2' AS song_id, 5 AS popularity" + Tail, category: "a/b=c d");
        await _lake.AddAsync(table, "2026-11-19", "SELECT 's3' AS song_id, 5 AS popularity" + Tail, category: null);

        Assert.That(
            await _lake.RowsAsync("SELECT song_id, playlist_id, snapshot_date FROM items ORDER BY song_id"),
            Is.EqualTo(new[] { new object?[] { "s1", "37i9dQ", new DateOnly(2026, 11, 19) }, ["s2", "a/b=c d", new DateOnly(2026, 11, 19)], ["s3", null, new DateOnly(2026, 11, 19)] }));
    }

    [Test]
    public async Task Layout_whose_keys_hold_no_date_takes_it_from_the_list()
    {
        var table = new CatalogTable(new TableDefinition("songs", "", Columns, []), "parquet", "transformed_data/", "playlist_id");
        await _lake.AddAsync(table, "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail, key: "transformed_data/songs_data/one.parquet", category: "it's");
        await _lake.AddAsync(table, "2026-11-20", "SELECT 's2' AS song_id, 5 AS popularity" + Tail, key: "transformed_data/songs_data/two.parquet");

        Assert.That(
            await _lake.RowsAsync("SELECT song_id, snapshot_date, playlist_id FROM songs WHERE snapshot_date > DATE '2026-01-01' ORDER BY song_id"),
            Is.EqualTo(new[] { new object?[] { "s1", new DateOnly(2026, 11, 19), "it's" }, ["s2", new DateOnly(2026, 11, 20), null] }));
    }

    [TestCase("run_id=5", Description = "a folder above the lake named like a column")]
    [TestCase("snapshot_date=2020-01-01", Description = "or like the partition")]
    [TestCase("it's a [odd] *folder?", Description = "characters of patterns and of SQL")]
    public async Task Name_of_the_folder_changes_nothing(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(['*', '?']) >= 0)
        {
            Assert.Ignore("Windows has no such folder names.");
        }

        using var lake = new DuckDBLake(name);
        await lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);

        Assert.That(await lake.RowsAsync("SELECT song_id, run_id, snapshot_date FROM songs"), Is.EqualTo(new[] { new object[] { "s1", "r1", new DateOnly(2026, 11, 19) } }));
    }

    [Test]
    public async Task Json_lines_are_read_in_the_types_of_the_table()
    {
        var table = Table("songs", "jsonl", [.. Columns, new("genres", ColumnType.StringList, true), new("released", ColumnType.Date, true), new("score", ColumnType.Double, true), new("explicit", ColumnType.Boolean, true)]);
        await _lake.AddAsync(table, "2026-11-19", "SELECT 'line\nbreak \"quoted\" 東京' AS song_id, NULL AS popularity, ['a', 'b,c'] AS genres, DATE '2020-02-29' AS released, 0.25 AS score, true AS explicit" + Tail);
        await _lake.AddAsync(table, "2026-11-20", "SELECT '' AS song_id, 5 AS popularity" + Tail, "u2");

        Assert.That(
            await _lake.RowsAsync("SELECT song_id, popularity, genres, released, score, explicit, extracted_at, snapshot_date FROM songs ORDER BY snapshot_date"),
            Is.EqualTo(new[]
            {
                new object?[] { "line\nbreak \"quoted\" 東京", null, new[] { "a", "b,c" }, new DateOnly(2020, 2, 29), 0.25, true, new DateTime(2026, 11, 20, 9, 0, 0), new DateOnly(2026, 11, 19) },
                ["", 5, null, null, null, null, new DateTime(2026, 11, 20, 9, 0, 0), new DateOnly(2026, 11, 20)],
            }));
    }

    [Test]
    public async Task Broken_table_does_not_break_the_others_and_the_reason_is_told()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        var file = await _lake.AddAsync(Table("albums"), "2026-11-19", "SELECT 'a1' AS song_id, 5 AS popularity" + Tail);
        await File.WriteAllTextAsync(_lake.Root + file.Key, "this is not Parquet");

        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.EqualTo(1));
        await Assert.ThatAsync(
            () => _lake.ValueAsync("SELECT count(*) FROM albums"),
            Throws.TypeOf<QueryException>().With.Message.Contains("u1.parquet").And.Message.Contains("songs"));
    }

    [Test]
    public async Task Broken_table_with_the_name_of_a_shared_view_leaves_the_view()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        await _lake.ValueAsync("SELECT count(*) FROM songs_latest");
        var file = await _lake.AddAsync(Table("songs_latest"), "2026-11-19", "SELECT 's2' AS song_id, 5 AS popularity" + Tail);
        await File.WriteAllTextAsync(_lake.Root + file.Key, "this is not Parquet");

        Assert.That(await _lake.ValueAsync("SELECT song_id FROM songs_latest"), Is.EqualTo("s1"));
    }

    [Test]
    public async Task File_that_has_vanished_is_named()
    {
        var file = await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        await _lake.ValueAsync("SELECT count(*) FROM songs");
        File.Delete(_lake.Root + file.Key);

        await Assert.ThatAsync(() => _lake.ValueAsync("SELECT count(*) FROM songs"), Throws.TypeOf<QueryException>().With.Message.Contains("u1.parquet"));
    }

    [Test]
    public async Task Unknown_table_is_refused_with_the_tables_that_exist()
    {
        await _lake.Catalog.EnsureTableAsync(Table("songs"), CancellationToken.None);
        await _lake.Catalog.EnsureTableAsync(Table("albums"), CancellationToken.None);

        await Assert.ThatAsync(
            () => _lake.ValueAsync("SELECT * FROM sogns"),
            Throws.TypeOf<QueryException>().With.Message.Contains("sogns").And.Message.Contains("albums, songs").And.Property(nameof(QueryException.Reason)).Contains("sogns"));
    }

    [Test]
    public async Task Lake_without_tables_says_so() => await Assert.ThatAsync(
        () => _lake.ValueAsync("SELECT * FROM songs"),
        Throws.TypeOf<QueryException>().With.Message.Contains("no tables yet"));

    [TestCase("SELEC 1", "begins with none of")]
    [TestCase("SELECT FROM WHERE", "syntax error")]
    [TestCase("SELECT 1; SELECT 2", "multiple statements")]
    [TestCase("SELECT ?", "1 parameters (?), and 0 values")]
    [TestCase("SELECT CAST('x' AS integer)", "Could not convert")]
    public async Task Bad_statement_is_refused_in_duckdbs_words(string sql, string expected) => await Assert.ThatAsync(
        () => _lake.ValueAsync(sql),
        Throws.TypeOf<QueryException>().With.Message.Contains(expected).And.Property(nameof(QueryException.State)).EqualTo("FAILED"));

    [TestCase("COPY (SELECT 1) TO '{lake}x.csv'")]
    [TestCase("EXPLAIN ANALYZE COPY (SELECT 1) TO '{lake}x.csv'")]
    [TestCase("explain /* */ analyze -- x\n (FORMAT json) COPY (SELECT 1) TO '{lake}x.csv'")]
    [TestCase("ATTACH '{lake}x.csv' AS x")]
    [TestCase("CREATE TABLE x AS SELECT 1")]
    [TestCase("DROP VIEW songs")]
    [TestCase("SET threads = 1")]
    [TestCase("INSTALL httpfs")]
    [TestCase("LOAD httpfs")]
    [TestCase("WITH x AS (SELECT 1) INSERT INTO songs SELECT * FROM x")]
    [TestCase("EXPLAIN ANALYZE EXPORT DATABASE '{lake}x.csv'")]
    [TestCase("SELECT 1; EXPORT DATABASE '{lake}x.csv'")]
    [TestCase("EXPORT DATABASE '{lake}x.csv'")]
    [TestCase("PRAGMA enable_profiling")]
    public async Task Statement_that_does_more_than_read_is_refused(string sql)
    {
        await Assert.ThatAsync(() => _lake.RowsAsync(sql.Replace("{lake}", _lake.Root)), Throws.TypeOf<QueryException>());

        Assert.That(Path.Exists(_lake.Root + "x.csv"), Is.False);
    }

    [TestCase("EXPLAIN SELECT 1")]
    [TestCase("EXPLAIN ANALYZE SELECT 1")]
    [TestCase(" /* c */ EXPLAIN (FORMAT json) SELECT 1")]
    [TestCase("EXPLAIN (SELECT 1)")]
    [TestCase("DESCRIBE SELECT 1")]
    [TestCase("SHOW TABLES")]
    [TestCase("WITH x AS (SELECT 1) SELECT * FROM x")]
    [TestCase("VALUES (1)")]
    public async Task Statement_that_reads_is_taken(string sql) => Assert.That(await _lake.RowsAsync(sql), Is.Not.Null);

    [Test]
    public async Task File_outside_of_the_lake_is_out_of_reach()
    {
        var outside = Path.Combine(_lake.Base, "secret.txt");
        await File.WriteAllTextAsync(outside, "secret");
        await File.WriteAllTextAsync(_lake.Root + "inside.txt", "inside");

        Assert.That(await _lake.ValueAsync($"SELECT content FROM read_text('{_lake.Root}inside.txt')"), Is.EqualTo("inside"));
        await Assert.ThatAsync(() => _lake.ValueAsync($"SELECT content FROM read_text('{outside}')"), Throws.TypeOf<QueryException>().With.Message.Contains("Permission"));
        await Assert.ThatAsync(() => _lake.ValueAsync($"SELECT content FROM read_text('{_lake.Root}../secret.txt')"), Throws.TypeOf<QueryException>().With.Message.Contains("Permission"));
    }

    [Test]
    public async Task Statement_that_needs_more_memory_than_it_may_take_goes_to_the_temporary_folder()
    {
        var temp = Path.Combine(_lake.Base, "spill");
        using var lake = new DuckDBLake(options: new DuckDBOptions { MemoryLimit = 60_000_000, Threads = 1, TempFolder = temp });

        Assert.That(await lake.ValueAsync("SELECT count(*) FROM (SELECT DISTINCT i, md5(CAST(i AS varchar)) FROM range(1000000) t(i))"), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task Rows_are_computed_as_they_are_read()
    {
        await using var result = await _lake.Engine.ExecuteAsync(new SqlStatement("SELECT i FROM range(1000000000000) t(i)"), CancellationToken.None);
        var seen = 0;
        await foreach (var row in result.Rows)
        {
            if (++seen == 5000)
            {
                break;
            }
        }

        Assert.That(seen, Is.EqualTo(5000));
    }

    [Test]
    public async Task Failure_after_the_first_rows_reaches_the_reader()
    {
        await using var result = await _lake.Engine.ExecuteAsync(
            new SqlStatement("SELECT CAST(CASE WHEN i = 5000000 THEN 'x' ELSE '1' END AS integer) FROM range(6000000) t(i)"), CancellationToken.None);
        var seen = 0;

        await Assert.ThatAsync(
            async () =>
            {
                await foreach (var row in result.Rows)
                {
                    seen++;
                }
            },
            Throws.TypeOf<QueryException>().With.Message.Contains("'x'"));
        Assert.That(seen, Is.GreaterThan(0));
    }

    [Test]
    public async Task Cancelled_statement_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var running = _lake.Engine.ExecuteAsync(new SqlStatement("SELECT count(*) FROM range(1000000000) a(i), range(1000000) b(j) WHERE i % 7 = j % 5"), cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThatAsync(() => running, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _lake.ValueAsync("SELECT 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Cancelled_reader_ends()
    {
        using var cancellation = new CancellationTokenSource();
        await using var result = await _lake.Engine.ExecuteAsync(new SqlStatement("SELECT i FROM range(1000000000000) t(i)"), CancellationToken.None);

        await Assert.ThatAsync(
            async () =>
            {
                await foreach (var row in result.Rows.WithCancellation(cancellation.Token))
                {
                    await cancellation.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Rows_are_read_once()
    {
        await using var result = await _lake.Engine.ExecuteAsync(new SqlStatement("SELECT 1"), CancellationToken.None);
        await foreach (var row in result.Rows)
        {
            Assert.That(row[0], Is.EqualTo(1));
        }

        Assert.That(() => result.Rows.GetAsyncEnumerator(), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Many_statements_and_writers_at_once_give_whole_answers()
    {
        await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's' || i AS song_id, 5 AS popularity, 'r1' AS run_id, TIMESTAMP '2026-11-20 09:00:00' AS extracted_at FROM range(5000) t(i)");
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await _lake.AddAsync(Table("songs"), "2026-11-20", "SELECT 's' || i AS song_id, 5 AS popularity, 'r1' AS run_id, TIMESTAMP '2026-11-20 09:00:00' AS extracted_at FROM range(5000) t(i)", $"more{i}");
            }
        });
        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _lake.ValueAsync("SELECT count(*) FROM songs"))));
        await writer;

        Assert.That(counts, Has.All.Matches<object>(c => c is long and >= 5000 and var n && n % 5000 == 0));
        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs"), Is.EqualTo(105_000));
    }

    [Test]
    public async Task Ten_thousand_files_are_one_table()
    {
        var file = await _lake.AddAsync(Table("songs"), "2026-11-19", "SELECT 's1' AS song_id, 5 AS popularity" + Tail);
        var copies = Enumerable.Range(0, 9_999).Select(i => file with { Key = file.Key.Replace("u1", $"c{i}") }).ToList();
        foreach (var copy in copies)
        {
            File.Copy(_lake.Root + file.Key, _lake.Root + copy.Key);
        }

        await _lake.Catalog.AddFilesAsync(Table("songs"), copies, CancellationToken.None);

        Assert.That(await _lake.ValueAsync("SELECT count(*) FROM songs WHERE snapshot_date = DATE '2026-11-19'"), Is.EqualTo(10_000));
    }

    [Test]
    public async Task Lake_that_is_not_in_a_folder_is_refused()
    {
        var store = new InMemoryObjectStore { Root = "s3://bucket/lake/" };
        using var engine = new DuckDBQueryEngine(new LakeTableCatalog(store), store);

        await Assert.ThatAsync(
            () => engine.ExecuteAsync(new SqlStatement("SELECT 1"), CancellationToken.None),
            Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("s3://bucket/lake/").And.Message.Contains("Athena"));
    }

    [Test]
    public async Task Disposed_engine_takes_no_more_statements()
    {
        _lake.Engine.Dispose();

        await Assert.ThatAsync(() => _lake.ValueAsync("SELECT 1"), Throws.TypeOf<ObjectDisposedException>());
    }

    private static CatalogTable Table(string name, string format = "parquet", ColumnDefinition[]? columns = null) =>
        new(new TableDefinition(name, "", columns ?? Columns, []), format, $"curated/{name}/");
}
