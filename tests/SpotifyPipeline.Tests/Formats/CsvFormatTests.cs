using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Python's csv module and DuckDB read the files back.</summary>
internal sealed class CsvFormatTests
{
    private const string ReadAll = """
        import csv, json, sys
        csv.field_size_limit(1 << 30)
        with open(sys.argv[1], encoding='utf-8', newline='') as file:
            json.dump(list(csv.reader(file, delimiter=sys.argv[2], strict=True)), sys.stdout)
        """;

    private static readonly TableDefinition Small = new("small", "", [new("text", ColumnType.String, true), new("list", ColumnType.StringList, true)], []);

    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [TestCase(',', true, "\\N")]
    [TestCase('\t', false, "NULL")]
    [TestCase(';', true, "n/a")]
    public void Any_table_is_read_back_by_Python(char delimiter, bool escape, string token)
    {
        var format = new CsvFormat(new() { Delimiter = delimiter, EscapeLineBreaks = escape, NullToken = token });

        Prop.ForAll(RandomTables.Batches.ToArbitrary(), batches =>
        {
            var rows = RandomTables.Together(batches);
            var path = _files.WriteAsync(format, rows.Definition, batches).GetAwaiter().GetResult();

            var records = ReadWithPython(path, delimiter);
            Assert.That(records[0], Is.EqualTo(rows.Definition.Columns.Select(c => c.Name)));
            var read = records[1..].Select(record => record.Select((field, i) => Read(field, rows.Definition.Columns[i], token)).ToArray());
            Assert.That(read, Is.EqualTo(Enumerable.Range(0, rows.Count).Select(row => rows.Columns.Select((column, i) => Field(column, row, rows.Definition.Columns[i], format.Options)).ToArray())));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Test]
    public async Task Typed_columns_are_read_back_by_DuckDB()
    {
        var rows = SampleSongs.CreateAlbums(3_000);
        var path = await _files.WriteAsync(new CsvFormat(), rows.Definition, rows);

        var columns = string.Join(", ", rows.Definition.Columns.Select(c => c.Type switch
        {
            ColumnType.String => $"encode({c.Name}) AS {c.Name}",
            ColumnType.StringList => $"[encode(item) FOR item IN {c.Name}::JSON::VARCHAR[]] AS {c.Name}",
            _ => $"{c.Name}::{Duck(c.Type)} AS {c.Name}",
        }));
        var answer = Judges.Ask(new { @do = "duckdb", sql = $@"SELECT {columns} FROM read_csv('{path}', header = true, all_varchar = true, nullstr = '\N')" });

        TestFiles.AssertCells(answer, rows, "DuckDB");
    }

    [Test]
    public async Task Null_and_empty_are_told_apart_by_the_token()
    {
        var path = await WriteSmallAsync(new CsvFormat(), (null, null), ("", []), ("\\N", ["\\N", ""]));

        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo("""""
            text,list,run_id,extracted_at
            \N,\N,r,1970-01-01T00:00:00.000Z
            ,[],r,1970-01-01T00:00:00.000Z
            \\N,"[""\\N"",""""]",r,1970-01-01T00:00:00.000Z

            """"".ReplaceLineEndings("\r\n")));
        var counts = Judges.Sql($@"SELECT count(*) FILTER (text IS NULL) AS nulls, count(*) FILTER (text = '') AS empty FROM read_csv('{path}', header = true, all_varchar = true, nullstr = '\N')");
        Assert.That(counts[0].ToString(), Is.EqualTo("""{"nulls":"1","empty":"1"}"""));
    }

    [Test]
    public async Task Text_that_is_equal_to_the_token_is_quoted()
    {
        var format = new CsvFormat(new() { NullToken = "" });
        var path = await WriteSmallAsync(format, (null, null), ("", []));

        Assert.That(await File.ReadAllLinesAsync(path), Is.EqualTo(new[] { "text,list,run_id,extracted_at", ",,r,1970-01-01T00:00:00.000Z", "\"\",[],r,1970-01-01T00:00:00.000Z" }));
        var read = Judges.Sql($"SELECT text IS NULL AS n FROM read_csv('{path}', header = true, all_varchar = true, nullstr = '', allow_quoted_nulls = false)");
        Assert.That(read.Select(r => r.GetProperty("n").GetBoolean()), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task Line_breaks_are_escaped_so_that_a_row_is_a_line()
    {
        var path = await WriteSmallAsync(new CsvFormat(), ("a\nb\r\nc\\nd", ["x\ny"]));

        Assert.That((await File.ReadAllLinesAsync(path))[1], Is.EqualTo("""a\nb\r\nc\\nd,"[""x\ny""]",r,1970-01-01T00:00:00.000Z"""));
    }

    [Test]
    public async Task Line_breaks_stand_as_they_are_when_asked()
    {
        var path = await WriteSmallAsync(new CsvFormat(new() { EscapeLineBreaks = false }), ("a\nb\\n", []));

        Assert.That(await File.ReadAllTextAsync(path), Does.Contain("\"a\nb\\n\",[],"));
    }

    [Test]
    public async Task File_without_rows_is_its_header() =>
        Assert.That(await File.ReadAllTextAsync(await WriteSmallAsync(new CsvFormat())), Is.EqualTo("text,list,run_id,extracted_at\r\n"));

    [Test]
    public void Dates_outside_the_calendar_are_refused()
    {
        var rows = new TableRows(new TableDefinition("t", "", [new("day", ColumnType.Date, true)], []));
        rows.Column<Int32Column>("day").Append(3_000_000);
        rows.Column<StringColumn>("run_id").Append("r");
        rows.Column<Int64Column>("extracted_at").Append(0);
        rows.EndRow();

        Assert.That(() => TestFiles.BytesAsync(new CsvFormat(), rows), Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("3000000").And.Message.Contains("\"day\""));
    }

    [Test]
    public void Options_that_cannot_be_read_back_are_refused()
    {
        Assert.That(() => new CsvFormatOptions { NullToken = "\"" }, Throws.ArgumentException);
        Assert.That(() => new CsvFormatOptions { NullToken = "\n" }, Throws.ArgumentException);
        Assert.That(() => new CsvFormatOptions { Delimiter = '"' }, Throws.ArgumentException);
        Assert.That(() => new CsvFormatOptions { Delimiter = '\\' }, Throws.ArgumentException);
        Assert.That(() => new CsvFormatOptions { Delimiter = 'é' }, Throws.ArgumentException);
        Assert.That(() => new CsvFormat(new() { NullToken = "a;b", Delimiter = ';' }), Throws.ArgumentException);
    }

    private static string Duck(ColumnType type) => type switch
    {
        ColumnType.Int32 => "INTEGER",
        ColumnType.Int64 => "BIGINT",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private Task<string> WriteSmallAsync(CsvFormat format, params (string? Text, string[]? List)[] values)
    {
        var rows = new TableRows(Small);
        foreach (var (text, list) in values)
        {
            rows.Column<StringColumn>("text").Append(text);
            rows.Column<StringListColumn>("list").Append(list);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        return _files.WriteAsync(format, Small, rows);
    }

    /// <summary>A field as it was read; lists are compared as values, not by their spelling.</summary>
    private static string Read(string field, ColumnDefinition column, string token) =>
        column.Type == ColumnType.StringList && field != token ? JsonSerializer.Serialize(JsonSerializer.Deserialize<string[]>(field)) : field;

    /// <summary>A field as it should be read.</summary>
    private static string Field(ColumnData column, int row, ColumnDefinition definition, CsvFormatOptions options)
    {
        if (column.IsNull(row))
        {
            return options.NullToken;
        }

        return column switch
        {
            StringColumn c when options.EscapeLineBreaks => c.GetString(row)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal),
            StringColumn c => c.GetString(row)!,
            Int32Column c when definition.Type == ColumnType.Date => DateOnly.FromDayNumber(c[row] + new DateOnly(1970, 1, 1).DayNumber).ToString("O", CultureInfo.InvariantCulture),
            Int32Column c => c[row].ToString(CultureInfo.InvariantCulture),
            Int64Column c when definition.Type == ColumnType.Timestamp => DateTimeOffset.FromUnixTimeMilliseconds(c[row]).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            Int64Column c => c[row].ToString(CultureInfo.InvariantCulture),
            DoubleColumn c => c[row].ToString("R", CultureInfo.InvariantCulture),
            BooleanColumn c => c[row] ? "true" : "false",
            StringListColumn c => JsonSerializer.Serialize(Enumerable.Range(0, c.ItemCount(row)).Select(i => Encoding.UTF8.GetString(c.Item(row, i)))),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
        };
    }

    private static string[][] ReadWithPython(string path, char delimiter)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", ReadAll, path, delimiter.ToString()]) { RedirectStandardOutput = true })!;
            var json = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.That(python.ExitCode, Is.Zero, "python3");
            return JsonSerializer.Deserialize<string[][]>(json)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Ignore($"Python's csv module reads these files back, but python3 is not installed ({e.Message}).");
            throw;
        }
    }
}
