using System.Diagnostics;
using System.Globalization;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>The line that a peer ends with, which the comparison reads.</summary>
internal static class Outcome
{
    public static void Print(long entries, Stopwatch watch)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"entries {entries} wall {watch.Elapsed.TotalSeconds:F3} cpu {process.TotalProcessorTime.TotalSeconds:F3} rss {process.PeakWorkingSet64 >> 20} allocated {GC.GetTotalAllocatedBytes() >> 20} MB collections {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} paused {GC.GetTotalPauseDuration().TotalMilliseconds:F0} ms"));
    }
}
