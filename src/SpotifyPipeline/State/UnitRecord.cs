namespace SpotifyPipeline.State;

/// <summary>A transform unit: some documents whose rows share files.</summary>
/// <param name="Unit">Its name, which names its files.</param>
/// <param name="SnapshotDate">The partition of its files.</param>
/// <param name="Documents">While it is open, the documents that it wants; those whose claim names another unit are not its own. Once complete, its own.</param>
/// <param name="Outputs">Its files; none while it is open.</param>
/// <param name="IsComplete">Whether its files are written and in the catalog.</param>
internal sealed record UnitRecord(string Unit, DateOnly SnapshotDate, IReadOnlyList<string> Documents, IReadOnlyList<UnitOutput> Outputs, bool IsComplete) : StateRecord;

/// <summary>A file of a unit.</summary>
/// <param name="Key">Its key in the lake.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Bytes">Its size in bytes.</param>
internal sealed record UnitOutput(string Key, long Rows, long Bytes);
