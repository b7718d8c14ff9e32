using BenchmarkDotNet.Attributes;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Formats;

namespace SpotifyPipeline.Benchmarks.Formats;

/// <summary>Rows that are in memory already to the bytes of a Parquet file: dictionaries, statistics, Snappy.</summary>
[MemoryDiagnoser]
public class EncodeParquet
{
    private TableRows _rows = null!;
    private ParquetFormat _format = null!;

    [Params("songs", "song_artists", "albums")]
    public string Table { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(ParquetCompression.Snappy, ParquetCompression.None)]
    public ParquetCompression Compression { get; set; }

    [GlobalSetup]
    public void CreateRows()
    {
        _format = new ParquetFormat(new() { MaxDegreeOfParallelism = Threads, Compression = Compression });
        _rows = Table switch
        {
            "songs" => SampleSongs.CreateSongs(77_000),
            "song_artists" => SampleSongs.CreateSongArtists(77_000),
            _ => SampleSongs.CreateAlbums(33_000),
        };
    }

    [Benchmark]
    public Task Write() => TableFile.WriteAsync(_format, _rows);
}
