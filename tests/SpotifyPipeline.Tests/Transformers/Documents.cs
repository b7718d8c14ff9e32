using System.Text;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>Raw documents for tests.</summary>
internal static class Documents
{
    public static readonly DateTimeOffset At = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    public static RawDocument Playlist(params string[] pages) => Of("playlist", "pl1", pages);

    public static RawDocument Of(string source, string id, params string[] pages) =>
        OfPages(source, id, "20261120T091223Z-4f2a9c", [.. pages.Select(p => (Encoding.UTF8.GetBytes(p), (int?)null))]);

    public static RawDocument OfPages(string source, string id, string runId, params (byte[] Bytes, int? Offset)[] pages) => new(
        $"raw/pending/{source}/{id}/{runId}/manifest.json",
        new RawManifest { Source = source, Id = id, RunId = runId, ExtractedAt = At, SnapshotDate = DateOnly.FromDateTime(At.UtcDateTime), AccountKey = source is "playlist" or "bare" ? null : "user1" },
        [.. pages.Select((p, i) => new RawPage(new RawPageEntry($"page-{i:D5}.json", p.Bytes.Length, "", p.Offset), p.Bytes))]);

    public static RawDocument Bare(byte[] bytes)
    {
        var document = OfPages("bare", BareDocument.Recognise(bytes).PlaylistId ?? "bare-0", "20261120T091223Z-4f2a9c", (bytes, null));
        return document with { Key = "raw/pending/bare/x.json", Manifest = document.Manifest with { OriginalKey = "raw/pending/bare/x.json" } };
    }
}
