namespace SpotifyPipeline.Aws.Athena;

/// <summary>Athena's list price: per byte scanned, in whole megabytes, at least ten of them; statements that read no table are free.</summary>
internal static class AthenaCost
{
    private const long Megabyte = 1L << 20;
    private const decimal Terabyte = 1L << 40;
    private const long FewestMegabytes = 10;

    /// <returns>US dollars, or null where the bytes are not known.</returns>
    public static decimal? Of(QueryExecution execution, decimal pricePerTerabyte)
    {
        if (execution.Statistics?.DataScannedInBytes is not { } bytes)
        {
            return null;
        }

        if (bytes == 0 || execution.StatementType is "DDL" or "UTILITY" || execution.Statistics.ResultReuseInformation?.ReusedPreviousResult == true)
        {
            return 0;
        }

        var megabytes = Math.Max(FewestMegabytes, ((bytes - 1) / Megabyte) + 1);
        return megabytes * Megabyte * pricePerTerabyte / Terabyte;
    }
}
