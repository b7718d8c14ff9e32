using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>The scan of a whole page, without anybody who walks over what it finds.</summary>
internal static class PageScan
{
    public static unsafe bool Run(StructuralScan scan, byte[] page)
    {
        fixed (byte* start = page)
        {
            scan.Begin(start, page.Length);
            while (!scan.IsComplete)
            {
                if (!scan.TryRead())
                {
                    return false;
                }
            }

            return true;
        }
    }
}
