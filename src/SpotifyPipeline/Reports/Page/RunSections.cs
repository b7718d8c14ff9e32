using System.Globalization;

namespace SpotifyPipeline.Reports.Page;

/// <summary>How sound the data is, and what it took to get it.</summary>
internal static class RunSections
{
    public static async Task<(PageSection Section, long? BadRows)> QualityAsync(PageQuestions questions, IReadOnlyList<RunReport> runs, CancellationToken cancellationToken)
    {
        var checks = await questions.AskAsync(a => a.QualityChecksAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var failed = checks.Rows.Count(c => c.BadRows > 0);
        var quarantined = runs.SelectMany(r => r.Transform?.Quarantined ?? []).ToList();
        var rules = new PageFigure("quality-checks", "Rules of the tables")
        {
            Lead = checks.Failure is not null ? null : failed == 0 ? $"All {checks.Rows.Count} rules hold." : $"{failed} of {checks.Rows.Count} rules are broken.",
            Table = PageTable.Of(
                "Rows that break a rule",
                checks.Rows,
                [new("", null, ColumnKind.Tone), new("rule", "check_name"), new("rows that break it", "bad_rows", ColumnKind.Number)],
                c => [c.BadRows == 0 ? "OK" : "BAD", c.Name, c.BadRows]),
            TableOpen = true,
            Sql = checks.Statement,
            Failure = checks.Failure,
        };
        var noted = new PageFigure("quality-notes", "What runs reported")
        {
            Lead = runs.Count == 0 ? "The lake keeps no run reports." : quarantined.Count == 0 ? "No document was put into quarantine." : null,
            Notes = [.. runs.SelectMany(Notes).Distinct().Take(20)],
            Table = quarantined.Count == 0 ? null : PageTable.Of("Documents in quarantine", quarantined, [new("document", null), new("reason", null)], q => [q.Document, q.Reason]),
            TableOpen = true,
        };
        return (new PageSection("quality", "Data quality", [rules, noted]) { Halves = true }, checks.Failure is null ? checks.Rows.Sum(c => c.BadRows) : null);
    }

    public static PageSection Runs(PageQuestions questions, IReadOnlyList<RunReport> runs)
    {
        var newest = runs.Count > 0 ? runs[0] : null;
        var calls = runs.SelectMany(r => r.Extract?.Calls ?? new Dictionary<string, long>()).GroupBy(c => c.Key).Select(g => (Endpoint: g.Key, Calls: g.Sum(c => c.Value))).OrderByDescending(c => c.Calls).ThenBy(c => c.Endpoint, StringComparer.Ordinal).ToList();
        var ran = new PageFigure("runs-list", "Runs and their calls")
        {
            Lead = newest is null ? "The lake keeps no run reports." : string.Create(CultureInfo.InvariantCulture, $"The newest {(runs.Count == 1 ? "run" : $"{runs.Count} runs")}; the app class is {runs.Select(r => r.Extract?.AppClass).FirstOrDefault(c => c is not null) ?? "unknown"}."),
            Chart = runs.Any(r => Calls(r) > 0) ? ChartJson.Of("columns", json =>
            {
                json.WriteString("unit", "calls");
                json.WriteArray("items", runs.Reverse(), r =>
                {
                    json.WriteString("label", r.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
                    json.WriteNumber("value", Calls(r));
                    json.WriteString("note", string.Create(CultureInfo.InvariantCulture, $"{r.Extract?.Bytes ?? 0:N0} bytes, {r.Extract?.RateLimited ?? 0:N0} times 429"));
                });
            }) : null,
            ChartText = $"Columns of calls to the Web API for {runs.Count} runs.",
            Table = runs.Count == 0 ? null : PageTable.Of(
                "Runs, the newest first",
                runs,
                [
                    new("began (UTC)", null), new("outcome", null), new("calls", null, ColumnKind.Number), new("429", null, ColumnKind.Number), new("s waited", null, ColumnKind.Number), new("bytes read", null, ColumnKind.Number),
                    new("documents", null, ColumnKind.Number), new("rows written", null, ColumnKind.Number), new("files", null, ColumnKind.Number), new("bytes written", null, ColumnKind.Number), new("quarantined", null, ColumnKind.Number),
                ],
                r =>
                [
                    r.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Outcome(r.Outcome), Calls(r), r.Extract?.RateLimited, r.Extract?.SecondsWaited, r.Extract?.Bytes,
                    r.Transform?.Documents, r.Transform?.Tables.Sum(t => t.Written), r.Transform?.Tables.Sum(t => t.Files), r.Transform?.Tables.Sum(t => t.Bytes), r.Transform?.Quarantined.Count,
                ]),
        };
        var byEndpoint = new PageFigure("runs-calls", "Calls by endpoint")
        {
            Lead = calls.Count == 0 ? null : "Spotify asks no money for calls; its quota limits them.",
            Table = calls.Count == 0 ? null : PageTable.Of("Calls by endpoint", calls, [new("endpoint", null), new("calls", null, ColumnKind.Number)], c => [c.Endpoint, c.Calls]),
            TableOpen = true,
            Notes = [Cost(questions)],
        };
        return new PageSection("runs", "Calls and cost", [ran, byEndpoint]) { Halves = true };
    }

    private static IEnumerable<string> Notes(RunReport run) =>
    [
        .. run.Warnings,
        .. run.Transform?.SchemaDrift.Select(d => d.ToString()) ?? [],
        .. run.Transform?.Waiting.Select(w => $"{w.Document} waits for the next run: {w.Reason}") ?? [],
    ];

    public static long Calls(RunReport run) => run.Extract?.Calls.Values.Sum() ?? 0;

    private static string Cost(PageQuestions questions)
    {
        var scanned = questions.BytesScanned is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes scanned") : "bytes scanned unknown";
        var price = questions.Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost:0.0000} US dollars at list price") : "no price";
        return string.Create(CultureInfo.InvariantCulture, $"This page asked {questions.Answered:N0} questions of {questions.Name}: {scanned}, {price}.");
    }

    private static string Outcome(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Done => "done",
        RunOutcome.PartlyDone => "partly done",
        _ => "stopped by quota",
    };
}
