using System.Diagnostics;
using System.Globalization;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>What each step of the way costs by itself, on one thread, in CPU time; the files are read once before.</summary>
internal static class Stages
{
    public static void Run(string input, int repeats)
    {
        string[] files = Directory.GetFiles(input, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        var pages = files.Select(File.ReadAllBytes).ToArray();
        var bytes = pages.Sum(p => (long)p.Length);
        var scan = new StructuralScan();
        var reader = new FastReader();
        var seen = new Observations();
        for (var i = 0; i < repeats; i++)
        {
            Measure("file read", bytes, () => ReadFiles(files));
            Measure("Utf8.IsValid", bytes, () => Array.ForEach(pages, p => System.Text.Unicode.Utf8.IsValid(p)));
            Measure("token scan (Utf8JsonReader)", bytes, () => Array.ForEach(pages, TokenReader.Read));
            Measure("structural scan", bytes, () => Array.ForEach(pages, p => PageScan.Run(scan, p)));
            Measure("scan + walk", bytes, () => Array.ForEach(pages, p => reader.TryRead(p, seen)));
            var unit = new BuiltInTransformer().BeginUnit(new Drop());
            Measure("scan + walk + rows", bytes, () => AddAll(unit, pages));
            var tables = unit.Complete();
            Measure("encode", bytes, () => Encode(tables));
        }
    }

    private static void AddAll(IUnitTransformation unit, byte[][] pages)
    {
        for (var i = 0; i < pages.Length; i++)
        {
            unit.Add(PageDocument.Of(i.ToString(CultureInfo.InvariantCulture), pages[i]));
        }
    }

    private static void Encode(IReadOnlyList<TransformedRows> tables)
    {
        var format = new SpotifyPipeline.Formats.ParquetFormat(new SpotifyPipeline.Formats.ParquetFormatOptions { MaxDegreeOfParallelism = 1 });
        foreach (var table in tables)
        {
            var watch = Process.GetCurrentProcess().TotalProcessorTime;
            var writer = format.CreateWriter(table.Rows.Definition, Stream.Null);
            writer.WriteAsync(table.Rows, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            writer.CompleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {table.Rows.Definition.Name,-16} {table.Rows.Count,9} rows {(Process.GetCurrentProcess().TotalProcessorTime - watch).TotalMilliseconds,7:F0} ms"));
        }
    }

    private static void ReadFiles(string[] files)
    {
        var buffer = new byte[4 << 20];
        foreach (var path in files)
        {
            using var file = File.OpenHandle(path);
            while (RandomAccess.Read(file, buffer, 0) < 0)
            {
            }
        }
    }

    private static void Measure(string what, long bytes, Action action)
    {
        GC.Collect();
        var watch = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        action();
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - watch).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-28} {spent,8:F0} ms {bytes / spent / 1000,8:F0} MB/s {allocated / 1e6,8:F1} MB allocated"));
    }

    private sealed class Drop : IRowReceiver
    {
        public int BatchSize => 122_880;

        public TableRows? Receive(TableRows rows) => rows;
    }
}
