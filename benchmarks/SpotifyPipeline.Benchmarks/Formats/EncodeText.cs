using BenchmarkDotNet.Attributes;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Formats;

namespace SpotifyPipeline.Benchmarks.Formats;

/// <summary>The same songs as CSV and as JSON Lines.</summary>
[MemoryDiagnoser]
public class EncodeText
{
    private readonly TableRows _songs = SampleSongs.CreateSongs(77_000);

    [Benchmark(Baseline = true)]
    public Task Csv() => TableFile.WriteAsync(new CsvFormat(), _songs);

    [Benchmark]
    public Task JsonLines() => TableFile.WriteAsync(new JsonLinesFormat(new() { Gzip = false }), _songs);

    [Benchmark]
    public Task JsonLinesGzip() => TableFile.WriteAsync(new JsonLinesFormat(), _songs);
}
