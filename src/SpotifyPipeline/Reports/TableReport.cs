namespace SpotifyPipeline.Reports;

/// <summary>What a run did to one table.</summary>
/// <param name="Name">The table.</param>
/// <param name="Observed">Rows that the documents held, repeated keys included.</param>
/// <param name="Written">Rows written.</param>
/// <param name="Files">Files written.</param>
/// <param name="Bytes">Their size.</param>
public sealed record TableReport(string Name, long Observed, long Written, int Files, long Bytes)
{
    /// <summary>Rows left out because their key had been seen in the same unit.</summary>
    public long Removed => Observed - Written;
}
