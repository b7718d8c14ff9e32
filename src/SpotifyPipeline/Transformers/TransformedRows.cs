using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>The rows of one table of one unit.</summary>
/// <param name="Rows">One row per key; without those that a receiver took before.</param>
/// <param name="Observed">How many rows the documents held, repeated keys included.</param>
/// <param name="Streamed">How many rows a receiver took before.</param>
internal sealed record TransformedRows(TableRows Rows, long Observed, long Streamed = 0)
{
    /// <summary>Rows that had a key seen before in the unit.</summary>
    public long Removed => Observed - Streamed - Rows.Count;
}
