using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Benchmarks.Pages;

/// <summary>A bare document of one page, as the raw zone would hand it on.</summary>
internal static class PageDocument
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    public static RawDocument Of(string name, ReadOnlyMemory<byte> page)
    {
        var manifest = new RawManifest { Source = "bare", Id = name, RunId = "20261120T091223Z-4f2a9c", ExtractedAt = At, SnapshotDate = DateOnly.FromDateTime(At.UtcDateTime), OriginalKey = name };
        return new RawDocument(name, manifest, [new RawPage(new RawPageEntry(name, page.Length, ""), page)]);
    }
}
