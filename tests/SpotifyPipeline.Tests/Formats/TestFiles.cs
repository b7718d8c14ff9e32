using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Writes tables to files of a temporary folder and has them read back.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("formats-");
    private int _files;

    public void Dispose() => _folder.Delete(recursive: true);

    public string NewPath(string extension) => Path.Combine(_folder.FullName, $"file-{_files++}{extension}");

    public async Task<string> WriteAsync(ITableFormat format, TableDefinition table, params TableRows[] batches)
    {
        var path = NewPath(format.FileExtension);
        await using var stream = File.Create(path);
        await using var writer = format.CreateWriter(table, stream);
        foreach (var batch in batches)
        {
            await writer.WriteAsync(batch, CancellationToken.None);
        }

        await writer.CompleteAsync(CancellationToken.None);
        return path;
    }

    public static async Task<byte[]> BytesAsync(ITableFormat format, TableRows rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = format.CreateWriter(rows.Definition, stream))
        {
            await writer.WriteAsync(rows, CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }

        return stream.ToArray();
    }

    /// <summary>Asserts that all three readers find every cell of the rows in a Parquet file.</summary>
    public static async Task AssertReadBackAsync(string path, TableRows rows)
    {
        AssertCells(await ParquetNetFile.ReadAsync(path, rows.Definition), rows, "Parquet.Net");
        AssertJudgesRead(path, rows);
    }

    /// <summary>Asserts that hyparquet and DuckDB do.</summary>
    public static void AssertJudgesRead(string path, TableRows rows)
    {
        AssertCells(Judges.Ask(new { @do = "hyparquet", file = path }), rows, "hyparquet");
        AssertCells(Judges.Ask(new { @do = "duckdb", sql = $"SELECT {DuckColumns(rows.Definition)} FROM read_parquet('{path}')" }), rows, "DuckDB");
    }

    /// <summary>Every column, texts as bytes.</summary>
    public static string DuckColumns(TableDefinition table) => string.Join(", ", table.Columns.Select(c => c.Type switch
    {
        ColumnType.String => $"encode({c.Name}) AS {c.Name}",
        ColumnType.StringList => $"[encode(item) FOR item IN {c.Name}] AS {c.Name}",
        _ => c.Name,
    }));

    public static void AssertCells(System.Text.Json.JsonElement answer, TableRows rows, string reader)
    {
        Assert.That(answer.GetProperty("rows").GetInt32(), Is.EqualTo(rows.Count), reader);
        var columns = answer.GetProperty("columns").EnumerateArray().ToArray();
        Assert.That(columns.Select(c => c.GetProperty("name").GetString()), Is.EqualTo(rows.Definition.Columns.Select(c => c.Name)), reader);
        for (var i = 0; i < columns.Length; i++)
        {
            AssertCells([.. columns[i].GetProperty("cells").EnumerateArray().Select(Cells.Of)], rows, i, reader);
        }
    }

    public static void AssertCells(TableRows read, TableRows rows, string reader)
    {
        Assert.That(read.Count, Is.EqualTo(rows.Count), reader);
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            AssertCells(Cells.Of(read.Columns[i], rows.Definition.Columns[i].Type, read.Count), rows, i, reader);
            if ((read.Columns[i], rows.Columns[i]) is (StringColumn theirs, StringColumn ours))
            {
                Assert.That(Enumerable.Range(0, rows.Count).All(row => theirs[row].SequenceEqual(ours[row])), $"{reader}: bytes of {rows.Definition.Columns[i]}");
            }
        }
    }

    private static void AssertCells(string?[] cells, TableRows rows, int column, string reader)
    {
        var definition = rows.Definition.Columns[column];
        var expected = Cells.Of(rows.Columns[column], definition.Type, rows.Count);
        if (!cells.SequenceEqual(expected))
        {
            var row = expected.Zip(cells).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"{reader}: column {definition}, row {row} of {expected.Length} ({cells.Length} read): expected {expected.ElementAtOrDefault(row) ?? "NULL"}, read {cells.ElementAtOrDefault(row) ?? "NULL"}");
        }
    }
}
