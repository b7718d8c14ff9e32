using System.Diagnostics;
using System.Globalization;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Benchmarks.Product;

/// <summary>One document of one page of 100 entries, from its bytes to the bytes of its Parquet files, again and again in one process.</summary>
internal static class OneDocument
{
    public static async Task RunAsync(int repeats)
    {
        var generator = new PageGenerator();
        string[] names = ["compact", "spaced", "indented", "2026"];
        for (var shape = 0; shape < names.Length; shape++)
        {
            var documents = Enumerable.Range(0, repeats).Select(i => Document(i, generator.Page(i, 100, shape).ToArray())).ToArray();
            var times = new double[repeats];
            for (var i = 0; i < repeats; i++)
            {
                var watch = Stopwatch.GetTimestamp();
                await TransformAsync(documents[i]).ConfigureAwait(false);
                times[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
            }

            var warm = times[(repeats / 2)..].Order().ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{names[shape],-10} {documents[0].Pages[0].Content.Length,9:N0} bytes   first {times[0],7:F2} ms   warm min {warm[0],6:F2} ms   median {warm[warm.Length / 2],6:F2} ms"));
        }
    }

    private static async Task TransformAsync(RawDocument document)
    {
        var format = new ParquetFormat();
        var unit = new BuiltInTransformer().BeginUnit();
        unit.Add(document);
        foreach (var table in unit.Complete())
        {
            if (table.Rows.Count > 0)
            {
                using var file = new MemoryStream();
                var writer = format.CreateWriter(table.Rows.Definition, file);
                await using (writer.ConfigureAwait(false))
                {
                    await writer.WriteAsync(table.Rows, CancellationToken.None).ConfigureAwait(false);
                    await writer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    private static RawDocument Document(int number, byte[] page)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        var manifest = new RawManifest { Source = "playlist", Id = name, RunId = "20261120T091223Z-4f2a9c", ExtractedAt = DateTimeOffset.UnixEpoch, SnapshotDate = default };
        return new RawDocument(name, manifest, [new RawPage(new RawPageEntry(name, page.Length, ""), page)]);
    }
}
