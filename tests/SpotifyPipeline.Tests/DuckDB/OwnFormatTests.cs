using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.DuckDB;

/// <summary>What our own formats write, DuckDB answers: the same rows from each.</summary>
internal sealed class OwnFormatTests
{
    private static readonly TableDefinition Table = new(
        "every_type",
        "",
        [
            new("name", ColumnType.String, true),
            new("small", ColumnType.Int32, true),
            new("big", ColumnType.Int64, true),
            new("real", ColumnType.Double, true),
            new("flag", ColumnType.Boolean, true),
            new("released", ColumnType.Date, true),
            new("seen", ColumnType.Timestamp, true),
            new("tags", ColumnType.StringList, true),
        ],
        []);

    private static readonly string[] Texts =
    [
        "", "\\N", "N", "\\", "\\\\", "\\n", "\\\\n", "a\nb", "a\r\nb\\", "\\\n", "\\p", "\n", " padded ", "comma, \"quote\"", "\"", "NULL", "null", "東京 🎧", "\u0001", "=1+1", new('x', 100_000),
    ];

    private static IEnumerable<TestCaseData> Formats()
    {
        yield return new(new ParquetFormat(), new CsvFormatOptions());
        yield return new(new JsonLinesFormat(), new CsvFormatOptions());
        yield return new(new JsonLinesFormat(new JsonLinesFormatOptions { Gzip = false }), new CsvFormatOptions());
        foreach (var options in new[] { new CsvFormatOptions(), new CsvFormatOptions { EscapeLineBreaks = false, NullToken = "" }, new CsvFormatOptions { Delimiter = '\t', NullToken = "NULL" } })
        {
            yield return new(new CsvFormat(options), options);
        }
    }

    [TestCaseSource(nameof(Formats))]
    public async Task Rows_come_back_as_they_went(ITableFormat format, CsvFormatOptions csv)
    {
        using var lake = new DuckDBLake(options: new DuckDBOptions { Csv = csv });
        var rows = Rows();
        await WriteAsync(lake, format, rows);

        var read = await lake.RowsAsync("SELECT name, small, big, real, flag, released, seen, tags FROM every_type ORDER BY run_id");

        Assert.That(read, Has.Count.EqualTo(rows.Count));
        for (var i = 0; i < read.Count; i++)
        {
            Assert.That(read[i], Is.EqualTo(Expected(i)), $"row {i}");
        }
    }

    [Test]
    public async Task Csv_table_is_seen_as_it_stands_too()
    {
        using var lake = new DuckDBLake();
        await WriteAsync(lake, new CsvFormat(), Rows());

        Assert.That(
            await lake.RowsAsync("SELECT name, small, seen, tags, snapshot_date FROM every_type_csv WHERE run_id IN ('r000', 'r007') ORDER BY run_id"),
            Is.EqualTo(new[]
            {
                new object[] { "", "0", "1970-01-01T00:00:00.000Z", "[]", new DateOnly(2026, 11, 20) },
                ["a\\nb", "\\N", "\\N", "\\N", new DateOnly(2026, 11, 20)],
            }));
    }

    private static async Task WriteAsync(DuckDBLake lake, ITableFormat format, TableRows rows)
    {
        var table = new CatalogTable(Table, format.Name, "curated/every_type/");
        var key = $"curated/every_type/snapshot_date=2026-11-20/u1{format.FileExtension}";
        Directory.CreateDirectory(Path.GetDirectoryName(lake.Root + key)!);
        await using (var stream = File.Create(lake.Root + key))
        await using (var writer = format.CreateWriter(Table, stream))
        {
            await writer.WriteAsync(rows, CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }

        await lake.Catalog.AddFilesAsync(table, [new DataFile(key, new DateOnly(2026, 11, 20), "u1", rows.Count, new FileInfo(lake.Root + key).Length)], CancellationToken.None);
    }

    private static TableRows Rows()
    {
        var rows = new TableRows(Table);
        for (var i = 0; i < Texts.Length; i++)
        {
            var expected = Expected(i);
            rows.Column<StringColumn>("name").Append(Texts[i]);
            rows.Column<Int32Column>("small").Append((int?)expected[1]);
            rows.Column<Int64Column>("big").Append((long?)expected[2]);
            rows.Column<DoubleColumn>("real").Append((double?)expected[3]);
            rows.Column<BooleanColumn>("flag").Append((bool?)expected[4]);
            rows.Column<Int32Column>("released").Append(((DateOnly?)expected[5])?.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
            rows.Column<Int64Column>("seen").Append((long?)((DateTime?)expected[6] - DateTime.UnixEpoch)?.TotalMilliseconds);
            Append(rows.Column<StringListColumn>("tags"), (string[]?)expected[7]);
            rows.Column<StringColumn>("run_id").Append($"r{i:000}");
            rows.Column<Int64Column>("extracted_at").Append(0L);
            rows.EndRow();
        }

        return rows;
    }

    private static void Append(StringListColumn column, string[]? items)
    {
        if (items is null)
        {
            column.AppendNull();
            return;
        }

        column.Append(items);
    }

    private static object?[] Expected(int row) => row % 8 == 7
        ? [Texts[row], null, null, null, null, null, null, null]
        :
        [
            Texts[row],
            row * -1000,
            row * 10_000_000_000L,
            row == 3 ? double.NaN : row / 3d,
            row % 2 == 0,
            new DateOnly(1970 + (row * 3), 1, 1),
            DateTime.UnixEpoch.AddMilliseconds(row * 12_345_678_901L),
            row % 3 == 0 ? [] : new[] { Texts[row], "b" },
        ];
}
