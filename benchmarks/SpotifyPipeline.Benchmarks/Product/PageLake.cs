using System.Globalization;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Benchmarks.Product;

/// <summary>Makes a lake of a folder of pages: pending raw documents of some pages each, as a source would have left them.</summary>
internal static class PageLake
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    public static async Task WriteAsync(string pages, string lake, int documents)
    {
        if (Directory.Exists(lake))
        {
            Directory.Delete(lake, recursive: true);
        }

        string[] files = Directory.GetFiles(pages, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        var store = new FolderObjectStore(lake, new FolderObjectStoreOptions { Durable = false });
        var raw = new RawZone(store, LakeLayout.Hive, TimeProvider.System, long.MaxValue);
        for (var document = 0; document < documents; document++)
        {
            var (from, to) = (files.Length * document / documents, files.Length * (document + 1) / documents);
            var writer = raw.Begin(new RawManifest
            {
                Source = "playlist",
                Id = string.Create(CultureInfo.InvariantCulture, $"document{document:D6}"),
                RunId = "20261120T091223Z-4f2a9c",
                ExtractedAt = At,
                SnapshotDate = DateOnly.FromDateTime(At.UtcDateTime),
            });
            for (var page = from; page < to; page++)
            {
                await writer.AddPageAsync(await File.ReadAllBytesAsync(files[page]).ConfigureAwait(false), (page - from) * 100, null, CancellationToken.None).ConfigureAwait(false);
            }

            await writer.CommitAsync(RawStatus.Complete, null, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a folder of links to the pages of the waiting documents, in their order.</summary>
    public static void LinkPages(string lake, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var (number, page) in Directory.GetFiles(Path.Combine(lake, "raw", "pending"), "page-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Index())
        {
            File.CreateSymbolicLink(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.json")), Path.GetFullPath(page));
        }
    }

    /// <summary>Makes the documents wait again and takes away all that was made of them.</summary>
    public static void Reset(string lake)
    {
        if (Directory.Exists(Path.Combine(lake, "raw", "processed")))
        {
            if (Directory.Exists(Path.Combine(lake, "raw", "pending")))
            {
                Directory.Delete(Path.Combine(lake, "raw", "pending"), recursive: true);
            }

            Directory.Move(Path.Combine(lake, "raw", "processed"), Path.Combine(lake, "raw", "pending"));
        }

        foreach (var folder in (string[])["curated", "catalog", "state", "runs"])
        {
            if (Directory.Exists(Path.Combine(lake, folder)))
            {
                Directory.Delete(Path.Combine(lake, folder), recursive: true);
            }
        }
    }
}
