using SpotifyPipeline.Query;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>Asks, at the end of a run, whether the tables keep their rules on its day. A rule that is broken is a warning, and so is a question that fails: the data is safe either way.</summary>
internal sealed class QualityStage(PipelineParts parts)
{
    /// <summary>Adds the checks to the report of a run.</summary>
    public async Task<RunReport> CheckAsync(RunReport report, CancellationToken cancellationToken)
    {
        if (report.Transform is not { Documents: > 0 })
        {
            return report;
        }

        var quality = await CheckAsync(report.SnapshotDate, cancellationToken).ConfigureAwait(false);
        var broken = quality.BadRows.Where(c => c.Value > 0).ToList();
        PipelineTelemetry.Count(quality);
        return report with
        {
            Quality = quality,
            Warnings = [.. report.Warnings, .. broken.Select(c => $"Data quality: {c.Value} rows of {report.SnapshotDate:yyyy-MM-dd} break the rule {c.Key}.")],
            Next = broken.Count == 0 ? report.Next : [.. report.Next, "Ask for the rows that break a rule; docs/sql.md has the text of each check (quality_checks)."],
        };
    }

    private async Task<QualityReport> CheckAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (parts.QueryEngine is not { } engine)
        {
            return new QualityReport { SnapshotDate = day, NotChecked = "No query engine is set. Add the package SpotifyPipeline.DuckDB and call UseDuckDB(), or call UseAws()." };
        }

        try
        {
            var tables = await parts.Catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false);
            var checks = new SortedDictionary<string, long>(StringComparer.Ordinal);
            await foreach (var check in new LakeAnalytics(engine()).QualityChecksAsync(day, [.. tables.Select(t => t.Definition.Name)], cancellationToken).ConfigureAwait(false))
            {
                checks.Add(check.Name, check.BadRows);
            }

            return new QualityReport { SnapshotDate = day, BadRows = checks };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new QualityReport { SnapshotDate = day, NotChecked = e.Message };
        }
    }
}
