using BenchmarkDotNet.Attributes;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Benchmarks.Peers;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Benchmarks.Micro;

/// <summary>One page of 100 entries: how long each step takes, and what it allocates.</summary>
[MemoryDiagnoser]
public class PageBenchmark
{
    private readonly StructuralScan _scan = new();
    private readonly FastReader _reader = new();
    private readonly Observations _seen = new();
    private IUnitTransformation _unit = new BuiltInTransformer().BeginUnit();
    private byte[] _page = [];
    private RawDocument? _document;

    /// <summary>0 compact, 1 spaced, 2 indented, 3 the shape of 2026.</summary>
    [Params(0, 1, 2, 3)]
    public int Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _page = new PageGenerator().Page(7, 100, Shape).ToArray();
        _document = new RawDocument(
            "x",
            new RawManifest { Source = "bare", Id = "x", RunId = "20261120T091223Z-4f2a9c", ExtractedAt = DateTimeOffset.UnixEpoch, SnapshotDate = default, OriginalKey = "x" },
            [new RawPage(new RawPageEntry("x", _page.Length, ""), _page)]);
        _unit = new BuiltInTransformer().BeginUnit();
    }

    [Benchmark(Baseline = true)]
    public void Tokens() => Stages.TokenScan(_page);

    [Benchmark]
    public bool Scan() => _scan.TryScan(_page);

    [Benchmark]
    public bool ScanAndWalk() => _reader.TryRead(_page, _seen);

    /// <summary>The same page again and again: what a page of known songs costs.</summary>
    [Benchmark]
    public void ScanWalkAndRows() => _unit.Add(_document!);
}
