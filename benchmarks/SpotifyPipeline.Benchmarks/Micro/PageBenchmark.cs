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
    private RawDocument[] _documents = [];

    /// <summary>0 compact, 1 spaced, 2 indented, 3 the shape of 2026.</summary>
    [Params(0, 1, 2, 3)]
    public int Shape { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _page = new PageGenerator().Page(7, 100, Shape).ToArray();
        _document = PageDocument.Of("x", _page);
        _unit = new BuiltInTransformer().BeginUnit();
        var generator = new PageGenerator();
        _documents = [.. Enumerable.Range(0, 50).Select(i => PageDocument.Of("x", generator.Page(i, 100, Shape).ToArray()))];
    }

    [Benchmark(Baseline = true)]
    public void Tokens() => TokenReader.Read(_page);

    [Benchmark]
    public bool Scan() => PageScan.Run(_scan, _page);

    [Benchmark]
    public bool ScanAndWalk() => _reader.TryRead(_page, _seen);

    /// <summary>The same page again and again: what a page of known songs costs.</summary>
    [Benchmark]
    public void ScanWalkAndRows() => _unit.Add(_document!);

    /// <summary>A unit of 50 pages with its share of new songs, an entry at a time: what an entry allocates when columns and tables of ids grow with it.</summary>
    [Benchmark(OperationsPerInvoke = 5000)]
    public int UnitPerEntry()
    {
        var unit = new BuiltInTransformer().BeginUnit();
        foreach (var document in _documents)
        {
            unit.Add(document);
        }

        return unit.Complete().Count;
    }
}
