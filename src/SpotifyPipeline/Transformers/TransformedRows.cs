using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>The rows of one table of one unit.</summary>
/// <param name="Rows">One row per key.</param>
/// <param name="Observed">How many rows the documents held, repeated keys included.</param>
internal sealed record TransformedRows(TableRows Rows, long Observed)
{
    /// <summary>Rows that had a key seen before in the unit.</summary>
    public long Removed => Observed - Rows.Count;
}
