using BenchmarkDotNet.Attributes;
using SpotifyPipeline.Formats.Parquet;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Formats;

namespace SpotifyPipeline.Benchmarks.Formats;

/// <summary>Our encoder and IronSnappy on 1 MiB of plain values, as pages hold them.</summary>
[MemoryDiagnoser]
public class CompressSnappy
{
    private const int PageSize = 1 << 20;

    private readonly SnappyEncoder _encoder = new();
    private readonly byte[] _target = new byte[SnappyEncoder.MaxLength(PageSize)];
    private byte[] _page = [];

    [Params("song_id", "song_name", "url")]
    public string Column { get; set; } = "";

    [GlobalSetup]
    public void CreatePage()
    {
        using var plain = new PooledBuffer();
        using var levels = new Levels();
        using var texts = new TextValues();
        var songs = SampleSongs.CreateSongs(60_000);
        texts.Load(songs.Column<StringColumn>(Column), 0, songs.Count, levels);
        texts.WritePlain(plain, 0, texts.Count);
        _page = plain.Written[..PageSize].ToArray();
    }

    [Benchmark(Baseline = true)]
    public int IronSnappy() => global::IronSnappy.Snappy.Encode(_page).Length;

    [Benchmark]
    public int Ours() => _encoder.Encode(_page, _target);
}
