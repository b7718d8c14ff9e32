using System.Collections.Concurrent;
using System.Threading.Channels;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>The library: documents of one file each, through one unit, to Parquet.</summary>
internal static class Ours
{
    public static async Task<long> RunAsync(string input, string output, int threads, bool usePlainReading)
    {
        Directory.CreateDirectory(output);
        string[] files = Directory.GetFiles(input, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        var transformer = new BuiltInTransformer(usePlainReading);
        var format = new ParquetFormat(new ParquetFormatOptions { MaxDegreeOfParallelism = threads });
        await using var facts = new FactFiles(format, output);
        var unit = (IPreparedTransformation)transformer.BeginUnit(facts);
        long entries = 0;
        using (var run = new UnitRun(unit, threads))
        {
            await run.RunAsync(
                files.Length,
                (i, receiver, _) => ValueTask.FromResult<RawDocument?>(Load(files[i], receiver)),
                (_, _, counts, refusal) => entries += refusal is null ? counts.Entries : throw refusal,
                CancellationToken.None).ConfigureAwait(false);
        }

        await facts.CompleteAsync([.. unit.Complete().Select(t => t.Rows)], threads).ConfigureAwait(false);
        return entries;
    }

    private static RawDocument Load(string path, IPageReceiver receiver)
    {
        using var file = File.OpenHandle(path);
        var bytes = receiver.Take((int)RandomAccess.GetLength(file));
        for (var read = 0; read < bytes.Length;)
        {
            read += RandomAccess.Read(file, bytes.Span[read..], read);
        }

        return PageDocument.Of(Path.GetFileName(path), bytes);
    }

    /// <summary>One Parquet file a table; batches are encoded beside the reading.</summary>
    private sealed class FactFiles : IRowReceiver, IAsyncDisposable
    {
        private readonly ITableFormat _format;
        private readonly string _folder;
        private readonly Dictionary<string, (Stream File, ITableWriter Writer)> _files = [];
        private readonly Channel<TableRows> _batches = Channel.CreateBounded<TableRows>(1);
        private readonly ConcurrentDictionary<string, ConcurrentQueue<TableRows>> _written = [];
        private readonly Task _writing;

        public FactFiles(ITableFormat format, string folder)
        {
            _format = format;
            _folder = folder;
            _writing = Task.Run(WriteBatchesAsync);
        }

        public int BatchSize => 122_880;

        public TableRows? Receive(TableRows rows)
        {
            if (!_batches.Writer.TryWrite(rows))
            {
                _batches.Writer.WriteAsync(rows).AsTask().GetAwaiter().GetResult();
            }

            return WrittenOf(rows).TryDequeue(out var written) ? written : null;
        }

        /// <summary>Ends all files, several at the same time as the pipeline does, the one with most to write first.</summary>
        public async Task CompleteAsync(IReadOnlyList<TableRows> rests, int threads)
        {
            _batches.Writer.Complete();
            await _writing.ConfigureAwait(false);
            _written.Clear();
            (TableRows Rows, ITableWriter Writer)[] tables = [.. rests.OrderByDescending(r => r.Count).Select(r => (r, WriterOf(r.Definition)))];
            await Parallel.ForEachAsync(tables, new ParallelOptions { MaxDegreeOfParallelism = threads }, async (table, token) =>
            {
                await table.Writer.WriteAsync(table.Rows, token).ConfigureAwait(false);
                await table.Writer.CompleteAsync(token).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (file, writer) in _files.Values)
            {
                await writer.DisposeAsync().ConfigureAwait(false);
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }

        private async Task WriteBatchesAsync()
        {
            await foreach (var rows in _batches.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await WriterOf(rows.Definition).WriteAsync(rows, CancellationToken.None).ConfigureAwait(false);
                WrittenOf(rows).Enqueue(rows);
            }
        }

        private ConcurrentQueue<TableRows> WrittenOf(TableRows rows) => _written.GetOrAdd(rows.Definition.Name, static _ => []);

        private ITableWriter WriterOf(TableDefinition table)
        {
            if (!_files.TryGetValue(table.Name, out var file))
            {
                var stream = new FileStream(Path.Combine(_folder, table.Name + ".parquet"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
                _files.Add(table.Name, file = (stream, _format.CreateWriter(table, stream)));
            }

            return file.Writer;
        }
    }
}
