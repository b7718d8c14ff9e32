using System.Text.Json;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>The wall of the framework's reader: every page read and every token looked at, and nothing else.</summary>
internal static class TokenReader
{
    public static long Run(string input, int threads)
    {
        string[] files = Directory.GetFiles(input, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        var next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < files.Length; i = Interlocked.Increment(ref next))
            {
                Read(File.ReadAllBytes(files[i]));
            }
        });
        return 0;
    }

    public static void Read(byte[] page)
    {
        var json = new Utf8JsonReader(page);
        while (json.Read())
        {
        }
    }
}
