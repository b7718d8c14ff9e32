using System.Globalization;
using System.Text;
using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Reports.Page;

/// <summary>Writes one HTML page about a lake: charts, the table behind each and the SQL behind that. The same on Athena and DuckDB.</summary>
/// <remarks>
/// The page needs no network, and its content security policy allows only the style and the scripts in it. A question that
/// the engine refuses, for example because the lake has no such table, becomes a note on the page.
/// </remarks>
public sealed class ReportPage
{
    private readonly IQueryEngine _engine;
    private readonly Func<CancellationToken, IAsyncEnumerable<RunReport>>? _runs;
    private readonly TimeProvider _time;

    /// <summary>Creates the writer.</summary>
    /// <param name="engine">Answers the questions.</param>
    /// <param name="runs">Gives the reports of runs, the newest first; null where there are none to show.</param>
    /// <param name="time">The clock for the date on the page; null for the system's.</param>
    public ReportPage(IQueryEngine engine, Func<CancellationToken, IAsyncEnumerable<RunReport>>? runs = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _runs = runs;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Asks the questions and writes the page in UTF-8.</summary>
    /// <param name="destination">Gets the page; stays open.</param>
    /// <param name="options">What to show; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the questions; the page is then incomplete.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The time zone is unknown.</exception>
    public async Task<ReportPageSummary> WriteAsync(Stream destination, ReportPageOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        options ??= new ReportPageOptions();
        options.Validate();
        var questions = new PageQuestions(_engine);
        var runs = await RunsAsync(options.MaxRuns, cancellationToken).ConfigureAwait(false);
        var totals = await questions.AskAsync(a => a.LakeTotalsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var playlists = await questions.AskAsync(a => a.PlaylistsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var shown = playlists.Rows.Take(options.MaxPlaylists).ToList();

        var sections = new List<PageSection> { await SongSections.TopAsync(questions, options.Top, cancellationToken).ConfigureAwait(false) };
        for (var i = 0; i < shown.Count; i++)
        {
            sections.Add(await PlaylistSections.OfAsync(questions, shown[i], i + 1, options, cancellationToken).ConfigureAwait(false));
        }

        sections.Add(await SongSections.CollaborationsAsync(questions, cancellationToken).ConfigureAwait(false));
        sections.Add(await TrendSections.ReleasesAsync(questions, cancellationToken).ConfigureAwait(false));
        sections.Add(await TrendSections.GenresAsync(questions, options.Top, cancellationToken).ConfigureAwait(false));
        sections.Add(await TrendSections.ListeningAsync(questions, options.TimeZone, cancellationToken).ConfigureAwait(false));
        var (quality, badRows) = await RunSections.QualityAsync(questions, runs, cancellationToken).ConfigureAwait(false);
        sections.Add(quality);
        sections.Add(AllPlaylists(totals, playlists));
        sections.Add(RunSections.Runs(questions, runs));

        var simulated = runs.Any(r => r.Simulated);
        var head = new PageHead
        {
            Lake = options.Lake,
            WrittenAt = _time.GetUtcNow(),
            Simulated = simulated,
            FirstDay = totals.Rows is [var first, ..] ? first.FirstDay : null,
            LastDay = totals.Rows is [var last, ..] ? last.LastDay : null,
            Facts = [.. Facts(totals.Rows, runs, badRows)],
        };
        var writer = new StreamWriter(destination, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(new PageHtml(options.MaxRows, PageAssets.Library).Render(head, sections).AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        return new ReportPageSummary(
            shown.Count, runs.Count, questions.Answered, [.. sections.SelectMany(s => s.Figures).Where(f => f.Failure is not null).Select(f => f.Title)],
            questions.BytesScanned, questions.Cost, simulated, PageAssets.Library is not null);
    }

    private static PageSection AllPlaylists(Answer<LakeTotals> totals, Answer<LakePlaylist> playlists) => new(
        "lake",
        "What the lake holds",
        [
            new PageFigure("lake-totals", "Totals")
            {
                Table = PageTable.Of(
                    "Totals",
                    totals.Rows,
                    [
                        new("songs", "songs", ColumnKind.Number), new("albums", "albums", ColumnKind.Number), new("artists", "artists", ColumnKind.Number), new("playlists", "playlists", ColumnKind.Number),
                        new("days", "snapshot_days", ColumnKind.Number), new("first day", "first_day"), new("last day", "last_day"),
                    ],
                    t => [t.Songs, t.Albums, t.Artists, t.Playlists, t.SnapshotDays, t.FirstDay, t.LastDay]),
                TableOpen = true,
                Sql = totals.Statement,
                Failure = totals.Failure,
            },
            new PageFigure("lake-playlists", "Playlists")
            {
                Table = PageTable.Of(
                    "Playlists",
                    playlists.Rows,
                    [
                        new("playlist", "playlist_name"), new("id", "playlist_id"), new("first snapshot", "first_snapshot"), new("last snapshot", "last_snapshot"),
                        new("snapshots", "snapshots", ColumnKind.Number), new("entries", "entries", ColumnKind.Number),
                    ],
                    p => [p.PlaylistName, p.PlaylistId, p.FirstSnapshot, p.LastSnapshot, p.Snapshots, p.Entries]),
                TableOpen = true,
                Sql = playlists.Statement,
                Failure = playlists.Failure,
            },
        ]);

    private static IEnumerable<PageFact> Facts(IReadOnlyList<LakeTotals> totals, IReadOnlyList<RunReport> runs, long? badRows)
    {
        if (totals is [var lake, ..])
        {
            yield return new PageFact("songs", Number(lake.Songs));
            yield return new PageFact("albums", Number(lake.Albums));
            yield return new PageFact("artists", Number(lake.Artists));
            yield return new PageFact("playlists", Number(lake.Playlists));
            yield return new PageFact(lake.SnapshotDays == 1 ? "day" : "days", Number(lake.SnapshotDays));
        }

        if (runs.Count > 0)
        {
            yield return new PageFact(runs.Count == 1 ? "call in 1 run" : $"calls in {runs.Count} runs", Number(runs.Sum(RunSections.Calls)));
        }

        if (badRows is { } bad)
        {
            yield return new PageFact(bad == 0 ? "broken rules" : "rows break a rule", Number(bad)) { Tone = bad == 0 ? "ok" : "bad" };
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private async Task<List<RunReport>> RunsAsync(int max, CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        if (_runs is null || max == 0)
        {
            return reports;
        }

        await foreach (var report in _runs(cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            reports.Add(report);
            if (reports.Count == max)
            {
                break;
            }
        }

        return reports;
    }
}
