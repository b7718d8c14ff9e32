using System.Globalization;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>Asks, at the end of a run, whether the tables keep their rules on the days that it wrote. A rule that is broken is a warning, and so is a question that fails: the data is safe either way.</summary>
internal sealed class QualityStage(PipelineParts parts)
{
    // Each costs a question of its own, on Athena one after the other.
    private const int MostRanges = 8;

    /// <summary>Adds the checks to the report of a run.</summary>
    public async Task<RunReport> CheckAsync(RunReport report, CancellationToken cancellationToken)
    {
        if (!parts.CheckQuality || report.Transform is not { SnapshotDates: { Count: > 0 } days })
        {
            return report;
        }

        var quality = await CheckAsync(days, cancellationToken).ConfigureAwait(false);
        var broken = quality.BadRows.Where(c => c.Value > 0).ToList();
        PipelineTelemetry.Count(quality);
        return report with
        {
            Quality = quality,
            Warnings = [.. report.Warnings, .. broken.Select(c => $"Data quality: {c.Value} rows of {Text(days)} break the rule {c.Key}.")],
            Next = broken.Count == 0 ? report.Next : [.. report.Next, "Ask for the rows that break a rule; docs/sql.md has the text of each check (quality_checks)."],
        };
    }

    private async Task<QualityReport> CheckAsync(IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        if (parts.QueryEngine is not { } engine)
        {
            return new QualityReport { SnapshotDates = days, NotChecked = "No query engine is set. Add the package SpotifyPipeline.DuckDB and call UseDuckDB(), or call UseAws()." };
        }

        var checks = new SortedDictionary<string, long>(StringComparer.Ordinal);
        try
        {
            var analytics = new LakeAnalytics(engine());
            var tables = await parts.Catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false);
            var names = tables.Select(t => t.Definition.Name).ToList();
            var ranges = Ranges(days).ToList();
            foreach (var (from, to) in ranges.Count <= MostRanges ? ranges : [(days[0], days[^1])])
            {
                await foreach (var check in analytics.QualityChecksAsync(from, to, names, cancellationToken).ConfigureAwait(false))
                {
                    checks[check.Name] = checks.GetValueOrDefault(check.Name) + check.BadRows;
                }
            }

            return new QualityReport { SnapshotDates = days, BadRows = checks };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // What was found so far stays found.
            return new QualityReport { SnapshotDates = days, BadRows = checks, NotChecked = e.Message };
        }
    }

    /// <summary>Days that follow each other, so that a week costs one question and a gap between two days costs no reading.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Ranges(IReadOnlyList<DateOnly> days)
    {
        var from = days[0];
        for (var i = 1; i <= days.Count; i++)
        {
            if (i == days.Count || days[i] != days[i - 1].AddDays(1))
            {
                yield return (from, days[i - 1]);
                from = i < days.Count ? days[i] : from;
            }
        }
    }

    private static string Text(IReadOnlyList<DateOnly> days) => days.Count == 1
        ? days[0].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{days.Count} days from {days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}");
}
