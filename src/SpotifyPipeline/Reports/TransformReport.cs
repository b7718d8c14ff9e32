namespace SpotifyPipeline.Reports;

/// <summary>What a run turned into rows.</summary>
public sealed record TransformReport
{
    /// <summary>The units done.</summary>
    public int Units { get; init; }

    /// <summary>Documents whose rows were written.</summary>
    public int Documents { get; init; }

    /// <summary>The snapshot dates (UTC) of those documents, ascending.</summary>
    public IReadOnlyList<DateOnly> SnapshotDates { get; init; } = [];

    /// <summary>Entries by kind: <c>track</c>, <c>episode</c>, <c>local</c>, <c>unavailable</c>, <c>other</c>.</summary>
    public IReadOnlyDictionary<string, long> Entries { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The tables, in the order in which they were filled.</summary>
    public IReadOnlyList<TableReport> Tables { get; init; } = [];

    /// <summary>Documents put into quarantine, with the reason.</summary>
    public IReadOnlyList<QuarantinedDocument> Quarantined { get; init; } = [];

    /// <summary>Documents that could not be read this time and wait for the next run, with the reason.</summary>
    public IReadOnlyList<QuarantinedDocument> Waiting { get; init; } = [];

    /// <summary>Where the JSON differs from what earlier runs saw.</summary>
    public IReadOnlyList<DriftFinding> SchemaDrift { get; init; } = [];
}
