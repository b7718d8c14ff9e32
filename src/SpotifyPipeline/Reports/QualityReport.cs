namespace SpotifyPipeline.Reports;

/// <summary>Whether the tables keep their rules on the days that a run wrote.</summary>
public sealed record QualityReport
{
    /// <summary>The snapshot dates (UTC) whose rows were looked at, ascending.</summary>
    public IReadOnlyList<DateOnly> SnapshotDates { get; init; } = [];

    /// <summary>The rules that were checked, with the rows that break them: 0 on clean data. Rules of tables that the lake does not have are left out.</summary>
    public IReadOnlyDictionary<string, long> BadRows { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Why not all of them were checked; null where they were.</summary>
    public string? NotChecked { get; init; }
}
