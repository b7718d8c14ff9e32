using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Benchmarks.Formats;

/// <summary>A file that goes nowhere.</summary>
internal static class TableFile
{
    public static async Task WriteAsync(ITableFormat format, TableRows rows)
    {
        await using var writer = format.CreateWriter(rows.Definition, Stream.Null);
        await writer.WriteAsync(rows, CancellationToken.None);
        await writer.CompleteAsync(CancellationToken.None);
    }
}
