using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Docs;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>What every format does alike.</summary>
[TestFixtureSource(nameof(Formats))]
internal sealed class TableWriterContractTests(ITableFormat format)
{
    private static readonly ITableFormat[] Formats =
    [
        new ParquetFormat(), new ParquetFormat(new() { RowGroupSize = 100, MaxDegreeOfParallelism = 2 }), new CsvFormat(), new JsonLinesFormat(), new JsonLinesFormat(new() { Gzip = false }),
        new ParquetNetFormat(),
    ];

    private readonly TableRows _rows = SampleSongs.CreateAlbums(2_000);

    [Test]
    public async Task Rows_of_another_table_are_refused_and_the_file_goes_on()
    {
        using var stream = new MemoryStream();
        await using var writer = format.CreateWriter(_rows.Definition, stream);

        Assert.That(async () => await writer.WriteAsync(SampleSongs.CreateSongs(1), CancellationToken.None), Throws.ArgumentException.With.Message.Contains("\"songs\"").And.Message.Contains("\"albums\""));

        await writer.WriteAsync(_rows, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
        Assert.That(stream.ToArray(), Is.EqualTo(await TestFiles.BytesAsync(format, _rows)));
    }

    [Test]
    public async Task Rows_of_the_same_columns_in_another_definition_are_taken()
    {
        var twin = new TableDefinition("albums", "", _rows.Definition.Columns.SkipLast(2), ["album_id"]);
        using var stream = new MemoryStream();
        await using var writer = format.CreateWriter(twin, stream);

        await writer.WriteAsync(_rows, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);

        Assert.That(stream.ToArray(), Is.EqualTo(await TestFiles.BytesAsync(format, _rows)));
    }

    [Test]
    public async Task Null_in_a_column_that_is_not_nullable_is_refused()
    {
        var rows = new TableRows(new TableDefinition("t", "", [new("id", ColumnType.String, false)], []));
        foreach (var id in new[] { "a", null })
        {
            rows.Column<StringColumn>("id").Append(id);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        await using var writer = format.CreateWriter(rows.Definition, new MemoryStream());

        Assert.That(async () => await writer.WriteAsync(rows, CancellationToken.None), Throws.ArgumentException.With.Message.Contains("Row 1").And.Message.Contains("\"id\""));
    }

    [Test]
    public async Task Row_that_is_not_ended_is_not_written()
    {
        var expected = await TestFiles.BytesAsync(format, _rows);
        var rows = SampleSongs.CreateAlbums(2_000);
        rows.Column<StringColumn>("album_id").AppendNull();

        Assert.That(await TestFiles.BytesAsync(format, rows), Is.EqualTo(expected));
    }

    [Test]
    public async Task Stream_that_cannot_seek_is_enough_and_is_left_open()
    {
        var stream = new ForwardStream();
        await using (var writer = format.CreateWriter(_rows.Definition, stream))
        {
            await writer.WriteAsync(_rows, CancellationToken.None);
            await writer.CompleteAsync(CancellationToken.None);
        }

        Assert.That(stream.IsDisposed, Is.False);
        Assert.That(stream.Written.ToArray(), Is.EqualTo(await TestFiles.BytesAsync(format, _rows)));
    }

    [Test]
    public void Stream_that_cannot_be_written_is_refused() =>
        Assert.That(() => format.CreateWriter(_rows.Definition, new MemoryStream([], writable: false)), Throws.ArgumentException);

    [Test]
    public async Task Writer_that_is_disposed_without_completing_writes_nothing_more()
    {
        var stream = new ForwardStream();
        var writer = format.CreateWriter(_rows.Definition, stream);
        await writer.WriteAsync(_rows, CancellationToken.None);
        var before = stream.Written.Length;

        await writer.DisposeAsync();
        await writer.DisposeAsync();

        Assert.That(stream.Written.Length, Is.EqualTo(before));
        Assert.That(before, Is.LessThan((await TestFiles.BytesAsync(format, _rows)).Length));
        Assert.That(async () => await writer.WriteAsync(_rows, CancellationToken.None), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Complete_file_takes_no_more_rows()
    {
        await using var writer = format.CreateWriter(_rows.Definition, new MemoryStream());
        await writer.CompleteAsync(CancellationToken.None);

        Assert.That(async () => await writer.WriteAsync(_rows, CancellationToken.None), Throws.InvalidOperationException);
        Assert.That(async () => await writer.CompleteAsync(CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Cancelled_write_ends_the_file()
    {
        using var cancel = new CancellationTokenSource();
        var stream = new ForwardStream { BeforeWrite = cancel.Cancel };
        await using var writer = format.CreateWriter(_rows.Definition, stream);
        var rows = SampleSongs.CreateAlbums(20_000);

        Assert.That(async () => await writer.WriteAsync(rows, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await writer.CompleteAsync(CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Cancelled_before_the_call_writes_nothing_and_the_file_goes_on()
    {
        using var stream = new MemoryStream();
        await using var writer = format.CreateWriter(_rows.Definition, stream);

        Assert.That(async () => await writer.WriteAsync(_rows, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        await writer.WriteAsync(_rows, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
        Assert.That(stream.ToArray(), Is.EqualTo(await TestFiles.BytesAsync(format, _rows)));
    }

    [Test]
    public async Task Failure_of_the_stream_passes_through_and_ends_the_file()
    {
        var stream = new ForwardStream { BeforeWrite = () => throw new IOException("No space left on device") };
        await using var writer = format.CreateWriter(_rows.Definition, stream);

        Assert.That(
            async () =>
            {
                await writer.WriteAsync(_rows, CancellationToken.None);
                await writer.CompleteAsync(CancellationToken.None);
            },
            Throws.InstanceOf<IOException>());
        Assert.That(async () => await writer.CompleteAsync(CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Same_rows_give_the_same_bytes() =>
        Assert.That(await TestFiles.BytesAsync(format, SampleSongs.CreateAlbums(2_000)), Is.EqualTo(await TestFiles.BytesAsync(format, _rows)));

    /// <summary>Only goes forward, as an upload does.</summary>
    private sealed class ForwardStream : Stream
    {
        public MemoryStream Written { get; } = new();

        public Action BeforeWrite { get; init; } = () => { };

        public bool IsDisposed { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            BeforeWrite();
            Written.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BeforeWrite();
            cancellationToken.ThrowIfCancellationRequested();
            Written.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
