using System.Text.Json;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Bounds and counts in the footer, as Parquet.Net, hyparquet and DuckDB understand them.</summary>
internal sealed class ParquetStatisticsTests
{
    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [Test]
    public async Task Bounds_are_the_smallest_and_largest_values()
    {
        var path = await WriteAsync(
            new("text", ["é", "z", null, "🔥", "\uFFFF", "b"]),
            new("int32", [-5, null, int.MaxValue, int.MinValue, 0, 0]),
            new("int64", [null, long.MinValue, 1L, long.MaxValue, 1L, 1L]),
            new("double", [null, 1.5, -2.25, 1e300, 0.0, -0.0]),
            new("boolean", [null, true, true, true, true, true]),
            new("date", [0, null, -1, 20_000, 1, 2]),
            new("timestamp", [0L, null, -1L, 1_795_166_343_123L, 1L, 2L]),
            new("stringlist", [new[] { "m", "a" }, null, Array.Empty<string>(), new[] { "🔥" }, new[] { "" }, new[] { "zz" }]));

        var hyparquet = Statistics(path).ToDictionary(s => s.Column, s => $"{s.Min} {s.Max} {s.Nulls}");
        var duck = Judges.Sql($"SELECT split_part(path_in_schema, ',', 1) AS c, stats_min_value || ' ' || stats_max_value || ' ' || stats_null_count AS s FROM parquet_metadata('{path}')")
            .ToDictionary(row => row.GetProperty("c").GetString()!, row => row.GetProperty("s").GetString());

        var parquetNet = await ParquetNetStatisticsAsync(path);

        // In bytes: b < z < é < U+FFFF < 🔥. In UTF-16, which is not asked for, 🔥 would come before U+FFFF.
        Assert.That(duck["text"], Is.EqualTo("b 🔥 1"));
        Assert.That(hyparquet["text"], Is.EqualTo("b 🔥 1"));
        Assert.That(parquetNet["text"], Is.EqualTo(new Bounds("b", "🔥", 1)));
        Assert.That(duck["int32"], Is.EqualTo($"{int.MinValue} {int.MaxValue} 1"));
        Assert.That(hyparquet["int32"], Is.EqualTo($"{int.MinValue} {int.MaxValue} 1"));
        Assert.That(parquetNet["int32"], Is.EqualTo(new Bounds(int.MinValue, int.MaxValue, 1)));
        Assert.That(duck["int64"], Is.EqualTo($"{long.MinValue} {long.MaxValue} 1"));
        Assert.That(hyparquet["int64"], Is.EqualTo($"{long.MinValue} {long.MaxValue} 1"));
        Assert.That(parquetNet["int64"], Is.EqualTo(new Bounds(long.MinValue, long.MaxValue, 1)));
        Assert.That(duck["double"], Is.EqualTo("-2.25 1e+300 1"));
        Assert.That(hyparquet["double"], Is.EqualTo("-2.25 1e+300 1"));
        Assert.That(parquetNet["double"], Is.EqualTo(new Bounds(-2.25, 1e300, 1)));
        Assert.That(duck["boolean"], Is.EqualTo("true true 1"));
        Assert.That(hyparquet["boolean"], Is.EqualTo("true true 1"));
        Assert.That(parquetNet["boolean"], Is.EqualTo(new Bounds(true, true, 1)));
        Assert.That(duck["date"], Is.EqualTo("1969-12-31 2024-10-04 1"));
        Assert.That(hyparquet["date"], Is.EqualTo("-1 20000 1"));
        Assert.That(parquetNet["date"], Is.EqualTo(new Bounds(-1, 20_000, 1)));
        Assert.That(duck["timestamp"], Is.EqualTo("1969-12-31 23:59:59.999 2026-11-20 09:19:03.123 1"));
        Assert.That(hyparquet["timestamp"], Is.EqualTo("-1 1795166343123 1"));
        Assert.That(parquetNet["timestamp"], Is.EqualTo(new Bounds(-1L, 1_795_166_343_123L, 1)));
        Assert.That(duck["stringlist"], Is.EqualTo(" 🔥 2"));
        Assert.That(hyparquet["stringlist"], Is.EqualTo(" 🔥 2"));
        Assert.That(parquetNet["stringlist"], Is.EqualTo(new Bounds("", "🔥", 2)));
    }

    [Test]
    public async Task Columns_without_values_have_no_bounds()
    {
        var path = await WriteAsync(new("text", [null, null]), new("int32", [null, null]), new("stringlist", [null, Array.Empty<string>()]));

        foreach (var column in Statistics(path).Take(3))
        {
            Assert.That((column.Min, column.Max, column.Nulls), Is.EqualTo(((string?)null, (string?)null, "2")), column.Column);
        }

        Assert.That((await ParquetNetStatisticsAsync(path)).Values.Take(3), Has.All.EqualTo(new Bounds(null, null, 2)));
    }

    [Test]
    public async Task Not_a_number_leaves_no_bounds()
    {
        var path = await WriteAsync(new Column("double", [1.0, double.NaN, 2.0]));

        Assert.That(Statistics(path)[0], Is.EqualTo(new Statistic("double", null, null, "0", null)));
        Assert.That((await ParquetNetStatisticsAsync(path))["double"], Is.EqualTo(new Bounds(null, null, 0)));
        Assert.That(Judges.Sql($"SELECT count(*) AS n FROM '{path}' WHERE \"double\" > 1e308")[0].GetProperty("n").GetString(), Is.EqualTo("1"));
    }

    [Test]
    public async Task Both_zeros_are_inside_the_bounds()
    {
        var path = await WriteAsync(new Column("double", [0.0, -0.0]));

        Assert.That(Judges.Sql($"SELECT stats_min_value AS min, stats_max_value AS max FROM parquet_metadata('{path}')")[0].ToString(), Is.EqualTo("""{"min":"-0.0","max":"0.0"}"""));
    }

    [Test]
    public async Task Bounds_of_long_texts_are_cut_and_say_so()
    {
        var text = new string('m', 1_000);
        var path = await WriteAsync(new Column("text", [text]));

        var bounds = Judges.Sql($"SELECT stats_min_value AS min, stats_max_value AS max, min_is_exact, max_is_exact FROM parquet_metadata('{path}')")[0];

        Assert.That(bounds.GetProperty("min").GetString(), Is.EqualTo(text[..64]));
        Assert.That(bounds.GetProperty("max").GetString(), Is.EqualTo(text[..63] + "n"));
        Assert.That((bounds.GetProperty("min_is_exact").GetBoolean(), bounds.GetProperty("max_is_exact").GetBoolean()), Is.EqualTo((false, false)));
        Assert.That(Statistics(path)[0].IsExact, Is.False);
        Assert.That(Judges.Sql($"SELECT count(*) AS n, max(text) AS m FROM '{path}' WHERE text = '{text}'")[0].ToString(), Is.EqualTo($$"""{"n":"1","m":"{{text}}"}"""));
    }

    [Test]
    public async Task Row_groups_that_cannot_match_do_not_hide_rows_that_do()
    {
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => char.ConvertFromUtf32(0x20 + (i * 61)) + i)];
        var format = new ParquetFormat(new() { RowGroupSize = 10 });
        var path = await WriteWithAsync(format, new Column("text", [.. texts]));

        var found = Judges.Sql($"SELECT count(*) AS n FROM '{path}' a WHERE EXISTS (SELECT 1 FROM '{path}' b WHERE b.text = a.text)")[0].GetProperty("n").GetString();
        var each = texts.Where((_, i) => i % 50 == 0).Count(t => Judges.Sql($"SELECT text FROM '{path}' WHERE text = '{t.Replace("'", "''", StringComparison.Ordinal)}'").Length == 1);

        Assert.That((found, each), Is.EqualTo(("900", 18)));
    }

    [Test]
    public async Task Each_row_group_has_its_own_bounds()
    {
        var path = await WriteWithAsync(new ParquetFormat(new() { RowGroupSize = 4 }), new Column("int32", [.. Enumerable.Range(0, 10).Select(i => (object?)i)]));

        var groups = Judges.Sql($"SELECT stats_min_value || '-' || stats_max_value || '/' || row_group_num_rows AS g FROM parquet_metadata('{path}') WHERE path_in_schema = 'int32' ORDER BY row_group_id");

        Assert.That(groups.Select(g => g.GetProperty("g").GetString()), Is.EqualTo(new[] { "0-3/4", "4-7/4", "8-9/2" }));
    }

    private Task<string> WriteAsync(params Column[] columns) => WriteWithAsync(new ParquetFormat(), columns);

    private async Task<string> WriteWithAsync(ParquetFormat format, params Column[] columns)
    {
        var definition = new TableDefinition("t", "", columns.Select(c => new ColumnDefinition(c.Name, c.Type, true)), []);
        var rows = new TableRows(definition);
        for (var row = 0; row < columns[0].Values.Length; row++)
        {
            foreach (var column in columns)
            {
                Append(rows.Columns[definition.Ordinal(column.Name)], column.Values[row]);
            }

            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        return await _files.WriteAsync(format, definition, rows);
    }

    private static void Append(ColumnData column, object? value)
    {
        switch (column, value)
        {
            case (_, null): column.AppendNull(); break;
            case (StringColumn c, string v): c.Append(v); break;
            case (Int32Column c, int v): c.Append(v); break;
            case (Int64Column c, long v): c.Append(v); break;
            case (DoubleColumn c, double v): c.Append(v); break;
            case (BooleanColumn c, bool v): c.Append(v); break;
            case (StringListColumn c, string[] v): c.Append(v); break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value, column.GetType().Name);
        }
    }

    private static Statistic[] Statistics(string path) =>
    [
        .. Judges.Ask(new { @do = "metadata", file = path }).GetProperty("row_groups")[0].GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("meta_data")).Select(m =>
            new Statistic(m.GetProperty("path_in_schema")[0].GetString()!, Text(m, "min_value"), Text(m, "max_value"), Text(m, "null_count"), m.GetProperty("statistics").TryGetProperty("is_max_value_exact", out var exact) ? exact.GetBoolean() : null)),
    ];

    private static async Task<Dictionary<string, Bounds>> ParquetNetStatisticsAsync(string path)
    {
        await using var file = await ParquetNetFile.OpenAsync(path);
        return file.Schema.DataFields.ToDictionary(
            field => field.Path.FirstPart!,
            field => file.RowGroups[0].GetStatistics(field) is { } s ? new Bounds(s.MinValue, s.MaxValue, s.NullCount) : throw new InvalidOperationException($"{field} has no statistics"));
    }

    private static string? Text(JsonElement metadata, string name) =>
        metadata.GetProperty("statistics").TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    private sealed record Statistic(string Column, string? Min, string? Max, string? Nulls, bool? IsExact);

    private sealed record Bounds(object? Min, object? Max, long? Nulls);

    private sealed record Column(string Name, object?[] Values)
    {
        public ColumnType Type => Enum.Parse<ColumnType>(Name == "text" ? nameof(ColumnType.String) : Name, ignoreCase: true);
    }
}
