using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SpotifyPipeline.Benchmarks.Product;

namespace SpotifyPipeline.Benchmarks.Comparison;

/// <summary>Runs whole processes on the same files, one after the other in turns, and prints minimum, median and ratios.</summary>
internal static class Contest
{
    /// <summary>The same peers, compiled ahead of time; null where none are named.</summary>
    private static string? AheadOfTime => Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_AHEAD");

    public static void Run(string input, int rounds, string results, string label, string only)
    {
        var (self, ahead) = (Environment.ProcessPath!, AheadOfTime);
        Peer[] all =
        [
            .. ahead is null ? (Peer[])[] : [new("ours, ahead of time, 2 threads", ahead, (i, o) => ["ours", i, o, "2"])],
            new("ours, 2 threads", self, (i, o) => ["ours", i, o, "2"]),
            new("ours, 1 thread", self, (i, o) => ["ours", i, o, "1"]),
            new("DuckDB, read_text + from_json", self, (i, o) => ["duckdb", i, o, "text", "2"]),
            new("DuckDB, read_json", self, (i, o) => ["duckdb", i, o, "json", "2"]),
            new("Utf8JsonReader, tokens only, 2 threads", self, (i, _) => ["tokens", i, "2"]),
            .. ahead is null ? (Peer[])[] : [new("Utf8JsonReader, ahead of time, tokens only, 2 threads", ahead, (i, _) => ["tokens", i, "2"])],
            new("ours, plain reading, 2 threads", self, (i, o) => ["ours", i, o, "2", "plain"]),
            new("System.Text.Json models, 1 thread", self, (i, o) => ["dto", i, o]),
            new("pandas (CSV out)", "/usr/bin/python3", (i, o) => [Path.Combine(AppContext.BaseDirectory, "Peers", "pandas_peer.py"), i, o]),
        ];
        Run([.. all.Where(p => only.Length == 0 || only.Split(';').Any(o => p.Name.Contains(o, StringComparison.Ordinal)))], "DuckDB", input, rounds, results, label);
    }

    /// <summary>The whole product over pages in few and in many documents, against the bare transform of the very files of the few.</summary>
    /// <remarks>Not of their equals: where in memory files lie makes a run a tenth slower or faster.</remarks>
    public static async Task RunProductAsync(string input, int rounds, string results, string label)
    {
        var files = Directory.GetFiles(input, "*.json").Length;
        var documents = Math.Max(1, files / 100);
        var (few, many, pages) = (input.TrimEnd('/') + "-few", input.TrimEnd('/') + "-many", input.TrimEnd('/') + "-pages");
        await PageLake.WriteAsync(input, few, documents).ConfigureAwait(false);
        await PageLake.WriteAsync(input, many, files).ConfigureAwait(false);
        PageLake.LinkPages(few, pages);
        var program = AheadOfTime ?? Environment.ProcessPath!;
        Peer[] peers =
        [
            new("bare transform, 2 threads", program, (_, o) => ["ours", pages, o, "2"], () => PageLake.Reset(few)),
            new($"product, {documents:N0} documents", program, (_, _) => ["product", few, "2"], () => PageLake.Reset(few)),
            new($"product, {files:N0} documents", program, (_, _) => ["product", many, "2"], () => PageLake.Reset(many)),
        ];
        Run(peers, "bare", input, rounds, results, label);
        foreach (var folder in (string[])[few, many, pages])
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(Peer[] peers, string reference, string input, int rounds, string results, string label)
    {
        var runs = peers.ToDictionary(p => p, _ => new List<Measurement>());

        // Beside the pages, and empty: nobody pays for another disk, nor for what the one before wrote.
        var output = input.TrimEnd('/') + "-out";
        for (var round = 0; round < rounds; round++)
        {
            foreach (var peer in peers)
            {
                var folder = Path.Combine(output, peer.Name.Replace(' ', '_').Replace(',', '_'));
                Directory.CreateDirectory(folder);
                runs[peer].Add(Measure(peer, input, folder));
                Directory.Delete(output, recursive: true);
            }
        }

        var text = Table(peers, reference, runs, input, rounds, label);
        Console.WriteLine(text);
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, label + ".md"), text);
    }

    private static Measurement Measure(Peer peer, string input, string output)
    {
        peer.Prepare?.Invoke();
        var start = new ProcessStartInfo(peer.Program, peer.Arguments(input, output)) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var wall = watch.Elapsed.TotalSeconds;
        var words = said.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (process.ExitCode != 0 || words.Length < 8)
        {
            throw new InvalidOperationException($"{peer.Name} ended with {process.ExitCode}: {said}");
        }

        var measurement = new Measurement(wall, double.Parse(words[5], CultureInfo.InvariantCulture), int.Parse(words[7], CultureInfo.InvariantCulture));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peer.Name,-40} wall {wall,8:F2} s   CPU {measurement.Cpu,8:F2} s   peak {measurement.PeakMegabytes,6} MB"));
        return measurement;
    }

    private static string Table(Peer[] peers, string reference, Dictionary<Peer, List<Measurement>> runs, string input, int rounds, string label)
    {
        var files = Directory.GetFiles(input, "*.json");
        var bytes = files.Sum(f => new FileInfo(f).Length);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {label}: {files.Length:N0} files, {bytes / 1e6:N0} MB, {rounds} rounds, whole processes in turns").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {Peers.DuckDBLibrary.Version}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors. Machine load at the end: {LoadAverage()}.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| peer | wall min / median s | CPU min / median s | peak MB | MB/s (median) | wall: best {reference} / this | CPU: best {reference} / this |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        var best = peers.Where(p => p.Name.StartsWith(reference, StringComparison.Ordinal)).OrderBy(p => Median(runs[p], m => m.Wall)).FirstOrDefault();
        foreach (var peer in peers)
        {
            var mine = runs[peer];
            var (wall, cpu) = (Median(mine, m => m.Wall), Median(mine, m => m.Cpu));
            var ratios = best is null ? "– | –" : string.Create(CultureInfo.InvariantCulture, $"{Median(runs[best], m => m.Wall) / wall:F2}x | {Median(runs[best], m => m.Cpu) / cpu:F2}x");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Name} | {mine.Min(m => m.Wall):F2} / {wall:F2} | {mine.Min(m => m.Cpu):F2} / {cpu:F2} | {mine.Max(m => m.PeakMegabytes)} | {bytes / wall / 1e6:F0} | {ratios} |");
        }

        return text.ToString();
    }

    private static double Median(List<Measurement> runs, Func<Measurement, double> value)
    {
        double[] sorted = [.. runs.Select(value).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
}
