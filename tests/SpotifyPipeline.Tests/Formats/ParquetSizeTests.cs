using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Large files, and files compared with DuckDB's.</summary>
internal sealed class ParquetSizeTests
{
    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [Test]
    public async Task Files_are_no_larger_than_those_of_DuckDB()
    {
        foreach (var rows in new[] { SampleSongs.CreateSongs(77_000), SampleSongs.CreateSongArtists(77_000), SampleSongs.CreateAlbums(33_000), SampleSongs.CreateSongs(20) })
        {
            var ours = await _files.WriteAsync(new ParquetFormat(), rows.Definition, rows);
            var theirs = _files.NewPath(".parquet");
            Judges.Sql($"COPY (SELECT * FROM '{ours}') TO '{theirs}' (FORMAT parquet, COMPRESSION snappy)");

            var (our, their) = (new FileInfo(ours).Length, new FileInfo(theirs).Length);
            TestContext.Out.WriteLine($"{rows.Definition.Name}, {rows.Count:N0} rows: {our:N0} bytes, DuckDB {their:N0} bytes ({(double)our / their:P1})");
            Assert.That(our, Is.LessThanOrEqualTo(their), rows.Definition.Name);
        }
    }

    [Test]
    public async Task File_of_more_than_100_megabytes_is_read_back()
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
        var definition = new TableDefinition("large", "", [new("text", ColumnType.String, false), new("number", ColumnType.Int64, true)], []);
        var rows = new TableRows(definition);
        var random = new Random(9);
        var text = new byte[1_000];
        for (var i = 0; i < 110_000; i++)
        {
            random.NextBytes(text);
            foreach (ref var b in text.AsSpan())
            {
                b = (byte)Letters[b & 63];
            }

            rows.Column<StringColumn>("text").Append(text);
            rows.Column<Int64Column>("number").Append(i % 10 == 0 ? null : random.NextInt64());
            rows.Column<StringColumn>("run_id").Append("20261120T091223Z-4f2a9c"u8);
            rows.Column<Int64Column>("extracted_at").Append(1_795_166_343_000);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(new() { RowGroupSize = 30_000 }), definition, rows);

        Assert.That(new FileInfo(path).Length, Is.GreaterThan(100_000_000));
        string[] expected = [.. rows.Columns.Select((c, i) => Cells.Digest(c, definition.Columns[i].Type, rows.Count))];
        foreach (var answer in new[]
        {
            Judges.Ask(new { @do = "hyparquet", file = path, digest = true }),
            Judges.Ask(new { @do = "duckdb", sql = $"SELECT {TestFiles.DuckColumns(definition)} FROM '{path}'", digest = true }),
        })
        {
            Assert.That(answer.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("digest").GetString()), Is.EqualTo(expected));
        }

        var read = await ParquetNetFile.ReadAsync(path, definition);
        Assert.That(read.Columns.Select((c, i) => Cells.Digest(c, definition.Columns[i].Type, read.Count)), Is.EqualTo(expected), "Parquet.Net");
    }

    [Test]
    public async Task Row_groups_beyond_two_gigabytes_are_found()
    {
        const int Length = 16 << 20;
        var definition = new TableDefinition("t", "", [new("text", ColumnType.String, false)], []);
        var path = _files.NewPath(".parquet");
        var filler = Row(definition, new string('a', Length), 1);
        long before;
        await using (var stream = new HoleyFile(path, keepFrom: int.MaxValue))
        await using (var writer = new ParquetFormat(new() { Compression = ParquetCompression.None }).CreateWriter(definition, stream))
        {
            while (stream.Length <= int.MaxValue)
            {
                await writer.WriteAsync(filler, CancellationToken.None);
            }

            before = stream.Length;
            await writer.WriteAsync(Row(definition, "the last one", -1), CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }

        var last = Judges.Sql($"SELECT text, extracted_at::VARCHAR AS at FROM '{path}' WHERE extracted_at < TIMESTAMP '1970-01-01'");
        var offset = Judges.Ask(new { @do = "metadata", file = path }).GetProperty("row_groups").EnumerateArray().Last().GetProperty("columns")[0].GetProperty("meta_data").GetProperty("data_page_offset").GetString();

        Assert.That(last.Single().ToString(), Is.EqualTo("""{"text":"the last one","at":"1969-12-31 23:59:59.999"}"""));
        Assert.That(offset, Is.EqualTo(before.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        await using var file = await ParquetNetFile.OpenAsync(path);
        var rows = await file.ReadAsync(definition, file.RowGroups.TakeLast(1));
        Assert.That((rows.Column<StringColumn>("text").GetString(0), rows.Column<Int64Column>("extracted_at")[0]), Is.EqualTo(("the last one", -1L)), "Parquet.Net");
    }

    private static TableRows Row(TableDefinition definition, string text, long time)
    {
        var rows = new TableRows(definition);
        rows.Column<StringColumn>("text").Append(text);
        rows.Column<StringColumn>("run_id").Append("r");
        rows.Column<Int64Column>("extracted_at").Append(time);
        rows.EndRow();
        return rows;
    }

    /// <summary>A file that keeps only what lies beyond a place; before it there is a hole, which takes no room on most file systems.</summary>
    private sealed class HoleyFile(string path, long keepFrom) : Stream
    {
        private readonly FileStream _file = File.Create(path);
        private long _position;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _position;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            // The head of the file is kept too, since readers look at it.
            if (_position == 0 || _position + buffer.Length > keepFrom)
            {
                _file.Position = _position;
                _file.Write(buffer);
            }

            _position += buffer.Length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush() => _file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
