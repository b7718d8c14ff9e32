namespace SpotifyPipeline.Reports;

/// <summary>Adds up the reports of stages and units of one run.</summary>
internal static class ReportMerge
{
    /// <summary>One report out of at least one part.</summary>
    public static RunReport Merge(IReadOnlyList<RunReport> parts)
    {
        var first = parts[0];
        var transforms = parts.Select(p => p.Transform).OfType<TransformReport>().ToList();
        var extracts = parts.Select(p => p.Extract).OfType<ExtractReport>().ToList();
        return first with
        {
            StartedAt = parts.Min(p => p.StartedAt),
            EndedAt = parts.Max(p => p.EndedAt),
            Outcome = parts.Max(p => p.Outcome),
            Simulated = parts.Any(p => p.Simulated),
            Extract = extracts.Count == 0 ? null : extracts.Aggregate(Add),
            Transform = transforms.Count == 0 ? null : transforms.Aggregate(Add),
            Quality = parts.Select(p => p.Quality).LastOrDefault(q => q is not null),
            Warnings = [.. parts.SelectMany(p => p.Warnings).Distinct()],
            Next = [.. parts.SelectMany(p => p.Next).Distinct()],
        };
    }

    public static TransformReport Add(TransformReport a, TransformReport b)
    {
        var tables = a.Tables.ToList();
        foreach (var table in b.Tables)
        {
            var at = tables.FindIndex(t => t.Name == table.Name);
            if (at < 0)
            {
                tables.Add(table);
            }
            else
            {
                var other = tables[at];
                tables[at] = new TableReport(table.Name, other.Observed + table.Observed, other.Written + table.Written, other.Files + table.Files, other.Bytes + table.Bytes);
            }
        }

        return new TransformReport
        {
            Units = a.Units + b.Units,
            Documents = a.Documents + b.Documents,
            SnapshotDates = [.. a.SnapshotDates.Union(b.SnapshotDates).Order()],
            Entries = Add(a.Entries, b.Entries),
            Tables = tables,
            Quarantined = [.. a.Quarantined, .. b.Quarantined],
            Waiting = [.. a.Waiting, .. b.Waiting],
            SchemaDrift = [.. a.SchemaDrift, .. b.SchemaDrift],
        };
    }

    private static ExtractReport Add(ExtractReport a, ExtractReport b) => new()
    {
        AppClass = a.AppClass == "unknown" ? b.AppClass : a.AppClass,
        Read = a.Read + b.Read,
        Unchanged = a.Unchanged + b.Unchanged,
        Forbidden = [.. a.Forbidden, .. b.Forbidden],
        Missing = [.. a.Missing, .. b.Missing],
        Bytes = a.Bytes + b.Bytes,
        Calls = Add(a.Calls, b.Calls),
        CallsInLastDay = b.CallsInLastDay ?? a.CallsInLastDay,
        RateLimited = a.RateLimited + b.RateLimited,
        SecondsWaited = a.SecondsWaited + b.SecondsWaited,
        ResumeAt = b.ResumeAt ?? a.ResumeAt,
    };

    private static SortedDictionary<string, long> Add(IReadOnlyDictionary<string, long> a, IReadOnlyDictionary<string, long> b)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, value) in a.Concat(b))
        {
            sum[key] = sum.GetValueOrDefault(key) + value;
        }

        return sum;
    }
}
