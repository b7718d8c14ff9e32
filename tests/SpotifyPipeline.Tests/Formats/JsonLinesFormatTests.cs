using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>DuckDB and node read the files back.</summary>
internal sealed class JsonLinesFormatTests
{
    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [TestCase(true)]
    [TestCase(false)]
    public void Any_table_is_read_back_by_DuckDB(bool gzip)
    {
        var format = new JsonLinesFormat(new() { Gzip = gzip });
        Prop.ForAll(RandomTables.Batches.Where(b => b.Any(t => t.Count > 0)).ToArbitrary(), batches =>
        {
            var rows = RandomTables.Together(batches);
            var path = _files.WriteAsync(format, rows.Definition, batches).GetAwaiter().GetResult();
            var types = string.Join(", ", rows.Definition.Columns.Select(c => $"{c.Name}: '{Duck(c.Type)}'"));

            TestFiles.AssertCells(
                Judges.Ask(new { @do = "duckdb", sql = $"SELECT {TestFiles.DuckColumns(rows.Definition)} FROM read_json('{path}', format = 'newline_delimited', columns = {{{types}}})" }), rows, "DuckDB");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [TestCase(true, ".jsonl.gz")]
    [TestCase(false, ".jsonl")]
    public async Task Each_row_is_an_object_of_all_columns(bool gzip, string extension)
    {
        var definition = new TableDefinition(
            "t",
            "",
            [
                new("text", ColumnType.String, true), new("int", ColumnType.Int32, true), new("big", ColumnType.Int64, true), new("double", ColumnType.Double, true), new("flag", ColumnType.Boolean, true),
                new("day", ColumnType.Date, true), new("time", ColumnType.Timestamp, true), new("list", ColumnType.StringList, true),
            ],
            []);
        var rows = new TableRows(definition);
        foreach (var number in new[] { 1.5, double.NaN, double.NegativeInfinity })
        {
            rows.Column<StringColumn>("text").Append("夜\n🔥\"\u2028");
            rows.Column<Int32Column>("int").Append(-1);
            rows.Column<Int64Column>("big").Append(1L << 40);
            rows.Column<DoubleColumn>("double").Append(number);
            rows.Column<BooleanColumn>("flag").Append(true);
            rows.Column<Int32Column>("day").Append(-1);
            rows.Column<Int64Column>("time").Append(1_795_166_343_120);
            rows.Column<StringListColumn>("list").Append(["", "é"]);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        foreach (var column in rows.Columns.SkipLast(2))
        {
            column.AppendNull();
        }

        rows.Column<StringColumn>("run_id").Append("r");
        rows.Column<Int64Column>("extracted_at").Append(0);
        rows.EndRow();

        var path = await _files.WriteAsync(new JsonLinesFormat(new() { Gzip = gzip }), definition, rows);
        var objects = Judges.Ask(new { @do = "lines", file = path }).EnumerateArray().Select(o => o.ToString()).ToArray();

        const string Full = "{\"text\":\"夜\\n🔥\\\"\u2028\",\"int\":-1,\"big\":1099511627776,\"double\":#,\"flag\":true,\"day\":\"1969-12-31\",\"time\":\"2026-11-20T09:19:03.120Z\",\"list\":[\"\",\"é\"],\"run_id\":\"r\",\"extracted_at\":\"1970-01-01T00:00:00.000Z\"}";
        Assert.That(path, Does.EndWith(extension));
        Assert.That(objects, Is.EqualTo(new[]
        {
            Full.Replace("#", "1.5", StringComparison.Ordinal), Full.Replace("#", "\"NaN\"", StringComparison.Ordinal), Full.Replace("#", "\"-Infinity\"", StringComparison.Ordinal),
            """{"text":null,"int":null,"big":null,"double":null,"flag":null,"day":null,"time":null,"list":null,"run_id":"r","extracted_at":"1970-01-01T00:00:00.000Z"}""",
        }));
    }

    [Test]
    public async Task File_without_rows_is_a_gzip_file_of_no_lines()
    {
        var path = await _files.WriteAsync(new JsonLinesFormat(), SampleSongs.Songs);

        Assert.That(Judges.Ask(new { @do = "lines", file = path }).GetArrayLength(), Is.Zero);
        Assert.That(new FileInfo(path).Length, Is.EqualTo(20));
    }

    [Test]
    public async Task Gzip_header_holds_no_time_and_no_system()
    {
        var bytes = await TestFiles.BytesAsync(new JsonLinesFormat(), SampleSongs.CreateSongs(100));

        Assert.That(Convert.ToHexString(bytes.AsSpan(0, 8)), Is.EqualTo("1F8B080000000000"));
        Assert.That(bytes[9], Is.EqualTo(255));
    }

    [Test]
    public async Task Abandoned_file_has_no_end()
    {
        using var stream = new MemoryStream();
        await using (var writer = new JsonLinesFormat().CreateWriter(SampleSongs.Songs, stream))
        {
            await writer.WriteAsync(SampleSongs.CreateSongs(5_000), CancellationToken.None);
        }

        var path = _files.NewPath(".jsonl.gz");
        await File.WriteAllBytesAsync(path, stream.ToArray());
        Assert.That(() => Judges.Ask(new { @do = "lines", file = path }), Throws.InvalidOperationException.With.Message.Contains("unexpected end of file"));
    }

    private static string Duck(ColumnType type) => type switch
    {
        ColumnType.String => "VARCHAR",
        ColumnType.Int32 => "INTEGER",
        ColumnType.Int64 => "BIGINT",
        ColumnType.Double => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => "VARCHAR[]",
    };
}
