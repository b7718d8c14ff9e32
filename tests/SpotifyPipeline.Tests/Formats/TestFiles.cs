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

    /// <summary>Asserts that both readers find every cell of the rows in a Parquet file.</summary>
    public static void AssertReadBack(string path, TableRows rows)
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
            var definition = rows.Definition.Columns[i];
            var cells = columns[i].GetProperty("cells").EnumerateArray().Select(Cells.Of).ToArray();
            var expected = Cells.Of(rows.Columns[i], definition.Type, rows.Count);
            if (!cells.SequenceEqual(expected))
            {
                var row = expected.Zip(cells).TakeWhile(pair => pair.First == pair.Second).Count();
                Assert.Fail($"{reader}: column {definition}, row {row} of {expected.Length} ({cells.Length} read): expected {expected.ElementAtOrDefault(row) ?? "NULL"}, read {cells.ElementAtOrDefault(row) ?? "NULL"}");
            }
        }
    }
}
