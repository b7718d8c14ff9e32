using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Whatever is written is read back, cell by cell, by Parquet.Net, hyparquet and DuckDB.</summary>
internal sealed class ParquetReadBackTests
{
    private static readonly TableDefinition EveryType = new(
        "every_type",
        "A column of each type, with and without NULL.",
        Enum.GetValues<ColumnType>().SelectMany(type => new ColumnDefinition[] { new($"{type}_required".ToLowerInvariant(), type, false), new($"{type}_optional".ToLowerInvariant(), type, true) }),
        []);

    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [Test]
    public void Any_table_is_read_back()
    {
        var property = Prop.ForAll(
            (from batches in RandomTables.Batches
             from options in RandomTables.Options
             select (batches, options)).ToArbitrary(),
            file =>
            {
                var path = _files.WriteAsync(new ParquetFormat(file.options), file.batches[0].Definition, file.batches).GetAwaiter().GetResult();
                TestFiles.AssertReadBackAsync(path, RandomTables.Together(file.batches)).GetAwaiter().GetResult();
                File.Delete(path);
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [TestCase(ParquetCompression.Snappy)]
    [TestCase(ParquetCompression.None)]
    public async Task Songs_are_read_back(ParquetCompression compression)
    {
        var rows = SampleSongs.CreateSongs(20_000);
        var path = await _files.WriteAsync(new ParquetFormat(new() { Compression = compression, PageSize = 64 << 10 }), rows.Definition, rows);

        await TestFiles.AssertReadBackAsync(path, rows);
    }

    [Test]
    public async Task File_without_rows_has_its_columns()
    {
        var rows = new TableRows(EveryType);
        var withoutBatch = await _files.WriteAsync(new ParquetFormat(), EveryType);
        var withEmptyBatch = await _files.WriteAsync(new ParquetFormat(), EveryType, rows);

        await TestFiles.AssertReadBackAsync(withoutBatch, rows);
        Assert.That(File.ReadAllBytes(withEmptyBatch), Is.EqualTo(File.ReadAllBytes(withoutBatch)));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(1_000)]
    [TestCase(140_000)]
    public async Task Columns_of_nothing_but_null_are_read_back(int count)
    {
        var definition = new TableDefinition("nulls", "", Enum.GetValues<ColumnType>().Select(type => new ColumnDefinition($"c_{type}".ToLowerInvariant(), type, true)), []);
        var rows = new TableRows(definition);
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < rows.Columns.Count - 2; i++)
            {
                rows.Columns[i].AppendNull();
            }

            rows.Column<StringColumn>("run_id").Append("20261120T091223Z-4f2a9c");
            rows.Column<Int64Column>("extracted_at").Append(row);
            rows.EndRow();
        }

        await TestFiles.AssertReadBackAsync(await _files.WriteAsync(new ParquetFormat(), definition, rows), rows);
    }

    [Test]
    public async Task Texts_of_one_byte_to_one_megabyte_are_read_back()
    {
        var rows = Texts([.. Enumerable.Range(0, 21).SelectMany(i => new[] { (1 << i) - 1, 1 << i, (1 << i) + 1 })
            .Select((length, i) => new string((char)('A' + (i % 50)), length))]);

        await TestFiles.AssertReadBackAsync(await _files.WriteAsync(new ParquetFormat(), rows.Definition, rows), rows);
    }

    [Test]
    public async Task Incompressible_texts_of_any_length_are_read_back()
    {
        var random = new Random(5);
        var rows = Texts([.. Enumerable.Range(0, 300).Select(i => string.Concat(Enumerable.Range(0, i * i / 3).Select(_ => char.ConvertFromUtf32(0x10000 + random.Next(0xFFFFF)))))]);

        await TestFiles.AssertReadBackAsync(await _files.WriteAsync(new ParquetFormat(), rows.Definition, rows), rows);
    }

    [Test]
    public async Task Null_and_empty_stay_apart_in_texts_and_lists()
    {
        var definition = new TableDefinition("t", "", [new("text", ColumnType.String, true), new("list", ColumnType.StringList, true)], []);
        var rows = new TableRows(definition);
        string?[] texts = ["", null, "a", null, ""];
        string[]?[] lists = [[], null, [""], ["a", ""], null];
        for (var i = 0; i < texts.Length; i++)
        {
            rows.Column<StringColumn>("text").Append(texts[i]);
            rows.Column<StringListColumn>("list").Append(lists[i]);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(), definition, rows);

        await TestFiles.AssertReadBackAsync(path, rows);
        Assert.That(Judges.Sql($"SELECT count(text) AS texts, count(list) AS lists FROM '{path}'")[0].ToString(), Is.EqualTo("""{"texts":"3","lists":"3"}"""));
    }

    [Test]
    public async Task Filled_values_are_read_back()
    {
        var definition = new TableDefinition("t", "", [new("text", ColumnType.String, true), new("list", ColumnType.StringList, true), new("number", ColumnType.Int32, true)], []);
        var rows = new TableRows(definition);
        var later = new TableRows(definition);
        foreach (var table in new[] { rows, later })
        {
            for (var i = 0; i < 50; i++)
            {
                var known = table == later || i % 3 == 0;
                table.Column<StringColumn>("text").Append(known ? $"text {i}" : null);
                table.Column<StringListColumn>("list").Append(known ? [$"a{i}", $"b{i}"] : null);
                table.Column<Int32Column>("number").Append(known ? i : null);
                table.Column<StringColumn>("run_id").Append("r");
                table.Column<Int64Column>("extracted_at").Append(0);
                table.EndRow();
            }
        }

        for (var i = 0; i < rows.Columns.Count; i++)
        {
            for (var row = 0; row < 40; row++)
            {
                rows.Columns[i].FillFrom(row, later.Columns[i], row);
            }
        }

        await TestFiles.AssertReadBackAsync(await _files.WriteAsync(new ParquetFormat(), definition, rows), rows);
    }

    [Test]
    public async Task Long_lists_and_many_pages_are_read_back()
    {
        var definition = new TableDefinition("t", "", [new("list", ColumnType.StringList, false)], []);
        var rows = new TableRows(definition);
        for (var row = 0; row < 300; row++)
        {
            rows.Column<StringListColumn>("list").Append([.. Enumerable.Range(0, row % 7 == 0 ? 900 : row % 5).Select(i => $"item {row} {i}")]);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(row);
            rows.EndRow();
        }

        await TestFiles.AssertReadBackAsync(await _files.WriteAsync(new ParquetFormat(new() { PageSize = 1_024 }), definition, rows), rows);
    }

    [Test]
    public async Task Types_are_the_same_for_DuckDB_as_for_Athena()
    {
        var path = await _files.WriteAsync(new ParquetFormat(), EveryType);

        var types = Judges.Sql($"DESCRIBE SELECT * FROM '{path}'").Select(row => row.GetProperty("column_type").GetString());

        Assert.That(types, Is.EqualTo(new[]
        {
            "VARCHAR", "VARCHAR", "INTEGER", "INTEGER", "BIGINT", "BIGINT", "DOUBLE", "DOUBLE", "BOOLEAN", "BOOLEAN", "DATE", "DATE", "TIMESTAMP", "TIMESTAMP",
            "VARCHAR[]", "VARCHAR[]", "VARCHAR", "TIMESTAMP",
        }));
    }

    [Test]
    public async Task Metadata_is_read_back()
    {
        var format = new ParquetFormat(new() { Metadata = new Dictionary<string, string> { ["b"] = "é", ["a"] = "" } });
        var path = await _files.WriteAsync(format, EveryType);

        var pairs = Judges.Sql($"SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('{path}')").Select(row => row.ToString());

        Assert.That(pairs, Is.EqualTo(new[] { """{"k":"a","v":""}""", """{"k":"b","v":"é"}""" }));
        await using var file = await ParquetNetFile.OpenAsync(path);
        Assert.That(file.Metadata, Is.EquivalentTo(format.Options.Metadata));
    }

    private static TableRows Texts(string[] texts)
    {
        var rows = new TableRows(new TableDefinition("texts", "", [new("text", ColumnType.String, false)], []));
        foreach (var text in texts)
        {
            rows.Column<StringColumn>("text").Append(text);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        return rows;
    }
}
