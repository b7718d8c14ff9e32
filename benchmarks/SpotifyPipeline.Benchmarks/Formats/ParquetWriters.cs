using BenchmarkDotNet.Attributes;
using Parquet;
using Parquet.Schema;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Docs;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Benchmarks.Formats;

/// <summary>The rows of 1,200 playlist pages, as the transformer leaves them, written by our writer and by Parquet.Net: one row group, Snappy.</summary>
/// <remarks>
/// <see cref="ParquetNet"/> is docs/extending/another-writer.md. <see cref="ParquetNetAlone"/> is what is left of it when values lie ready as
/// Parquet.Net wants them, texts in UTF-16: what it would cost if rows were kept so. Sizes are printed by the setup.
/// </remarks>
[MemoryDiagnoser]
public class ParquetWriters
{
    private const int Pages = 1_200;

    // Both writers begin anew in the same memory; a stream that goes nowhere would have no position.
    private static readonly MemoryStream Target = new(32 << 20);
    private static readonly Lazy<IReadOnlyList<TransformedRows>> Tables = new(Transform);

    private readonly List<Func<ParquetRowGroupWriter, Task>> _ready = [];
    private readonly ParquetNetFormat _parquetNet = new();
    private readonly ParquetFormat _ours1 = new(new() { MaxDegreeOfParallelism = 1 });
    private readonly ParquetFormat _ours2 = new(new() { MaxDegreeOfParallelism = 2 });
    private TableRows _rows = null!;
    private ParquetSchema _schema = null!;
    private ParquetOptions _options = null!;

    [Params("songs", "playlist_items", "song_artists")]
    public string Table { get; set; } = "";

    [GlobalSetup]
    public async Task CreateRows()
    {
        _rows = Tables.Value.Single(t => t.Rows.Definition.Name == Table).Rows;
        _schema = ParquetNetWriter.SchemaOf(_rows.Definition);
        _options = ParquetNetWriter.OptionsFor(_schema);
        _ready.Clear();
        _ready.AddRange(_rows.Columns.Select((column, i) => Ready(_schema.DataFields[i], column)));

        var theirs = await ParquetNetAlone().ConfigureAwait(false);
        Console.WriteLine($"// {Table}, {_rows.Count:N0} rows: ours {await Write(_ours1).ConfigureAwait(false):N0} bytes, Parquet.Net {theirs:N0}, with dictionaries only {await Only(EncodingHint.Dictionary).ConfigureAwait(false):N0}, without hints {await Only(EncodingHint.Default).ConfigureAwait(false):N0}");
    }

    [Benchmark(Baseline = true)]
    public Task<long> Ours() => Write(_ours1);

    [Benchmark]
    public Task<long> OursOnTwoThreads() => Write(_ours2);

    [Benchmark]
    public Task<long> ParquetNet() => Write(_parquetNet);

    [Benchmark]
    public Task<long> ParquetNetAlone() => WriteReady(_options);

    private Task<long> Only(EncodingHint hint)
    {
        var options = new ParquetOptions();
        foreach (var (column, its) in _options.ColumnEncodingHints)
        {
            options.ColumnEncodingHints[column] = its == hint ? hint : EncodingHint.Default;
        }

        return WriteReady(options);
    }

    private async Task<long> WriteReady(ParquetOptions options)
    {
        Target.SetLength(0);
        await using (var writer = await ParquetWriter.CreateAsync(_schema, Target, options).ConfigureAwait(false))
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in _ready)
            {
                await column(group).ConfigureAwait(false);
            }
        }

        return Target.Length;
    }

    private async Task<long> Write(ITableFormat format)
    {
        Target.SetLength(0);
        await using (var writer = format.CreateWriter(_rows.Definition, Target))
        {
            await writer.WriteAsync(_rows, CancellationToken.None).ConfigureAwait(false);
            await writer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return Target.Length;
    }

    private static Func<ParquetRowGroupWriter, Task> Ready(DataField field, ColumnData column) => column switch
    {
        StringColumn c => Ready(field, c, row => c.GetString(row).AsMemory()),
        Int32Column c => Ready(field, c, row => c[row]),
        Int64Column c when field.ClrType == typeof(DateTime) => Ready(field, c, row => DateTime.UnixEpoch.AddMilliseconds(c[row])),
        Int64Column c => Ready(field, c, row => c[row]),
        BooleanColumn c => Ready(field, c, row => c[row]),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    private static Func<ParquetRowGroupWriter, Task> Ready<T>(DataField field, ColumnData column, Func<int, T> value)
        where T : struct
    {
        int[] levels = [.. Enumerable.Range(0, column.Count).Select(row => column.IsNull(row) ? 0 : 1)];
        T[] values = [.. Enumerable.Range(0, column.Count).Where(row => !column.IsNull(row)).Select(value)];
        return group => group.WriteAllPartsAsync<T>(field, values, levels, null, CancellationToken.None);
    }

    private static IReadOnlyList<TransformedRows> Transform()
    {
        var unit = new BuiltInTransformer().BeginUnit();
        var generator = new PageGenerator();
        for (var page = 0; page < Pages; page++)
        {
            unit.Add(PageDocument.Of($"page{page:D6}", generator.Page(page, 100, -1).ToArray()));
        }

        return unit.Complete();
    }
}
