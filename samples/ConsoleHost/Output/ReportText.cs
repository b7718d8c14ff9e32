using System.Globalization;
using SpotifyPipeline.Reports;

namespace ConsoleHost.Output;

/// <summary>A run in a few lines.</summary>
internal static class ReportText
{
    public static IEnumerable<string> Summarize(IReadOnlyList<RunReport> reports, string lake, bool isDemo)
    {
        var transforms = reports.Select(r => r.Transform).OfType<TransformReport>().ToList();
        var extracts = reports.Select(r => r.Extract).OfType<ExtractReport>().ToList();
        if (extracts.Count > 0)
        {
            var calls = extracts.Sum(e => e.Calls.Values.Sum());
            yield return string.Create(CultureInfo.InvariantCulture, $"Extracted {extracts.Sum(e => e.Read)} documents ({extracts.Sum(e => e.Bytes):N0} bytes) in {calls} calls; app class: {extracts[^1].AppClass}.");
            if (extracts[^1] is { ResumeAt: not null, CallsInLastDay: { } lastDay })
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Spotify's quota ended the extraction after {lastDay:N0} calls in 24 hours.");
            }
        }

        if (transforms.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Transformed {transforms.Sum(t => t.Documents)} documents with {transforms.Sum(t => t.Entries.Values.Sum())} entries into:");
            foreach (var table in transforms.SelectMany(t => t.Tables).GroupBy(t => t.Name))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"  {table.Key,-16}{table.Sum(t => t.Written),9:N0} rows in {table.Sum(t => t.Files)} files ({table.Sum(t => t.Bytes):N0} bytes)");
            }
        }

        foreach (var refused in transforms.SelectMany(t => t.Quarantined))
        {
            yield return $"Quarantined {refused.Document}: {refused.Reason}";
        }

        foreach (var line in Quality([.. reports.Select(r => r.Quality).OfType<QualityReport>()]))
        {
            yield return line;
        }

        foreach (var line in reports.SelectMany(r => r.Warnings).Distinct())
        {
            yield return "Note: " + line;
        }

        foreach (var line in reports.SelectMany(r => r.Next).Distinct())
        {
            yield return "Next: " + line;
        }

        yield return $"The lake is {lake}{(reports.Any(r => r.Simulated) ? " (simulated)" : "")}.";
        if (isDemo)
        {
            yield return "Next:";
            yield return "  dotnet run --project samples/ConsoleHost -- query \"SELECT * FROM songs_latest LIMIT 10\"";
            yield return "  dotnet run --project samples/ConsoleHost -- report --open   # charts, tables and their SQL on one page";
            yield return "  Your own playlists: set SpotifyPipeline__Spotify__ClientId and the other settings of docs/getting-started.md, then run again.";
        }
        else if (transforms.Count > 0)
        {
            yield return "Next: query \"SQL\" asks the tables, and report --open shows them as one page.";
        }
    }

    private static IEnumerable<string> Quality(IReadOnlyList<QualityReport> days)
    {
        var checks = days.SelectMany(d => d.BadRows).ToList();
        if (checks.Count > 0)
        {
            // Those that did not pass are among the warnings, by name and day.
            yield return string.Create(CultureInfo.InvariantCulture, $"Data quality: {checks.Count(c => c.Value == 0)} of {checks.Count} checks passed.");
        }

        foreach (var reason in days.Select(d => d.NotChecked).OfType<string>().Distinct())
        {
            yield return "Data quality: not checked. " + reason;
        }
    }
}
