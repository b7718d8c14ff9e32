namespace SpotifyPipeline.Maintenance;

/// <summary>What a refresh did to one table.</summary>
/// <param name="Table">The current table.</param>
/// <param name="Days">The snapshot dates that were read.</param>
/// <param name="IsRebuild">Whether that was the whole history: at first, and after files were rewritten or removed.</param>
/// <param name="Rows">Its rows; null where the engine does not tell.</param>
/// <param name="Bytes">Its size in bytes; null where the engine does not tell.</param>
public sealed record CurrentRefresh(string Table, IReadOnlyList<DateOnly> Days, bool IsRebuild, long? Rows, long? Bytes);
