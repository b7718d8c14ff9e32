using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SpotifyPipeline.Reports.Page;

/// <summary>What stands at the top of the page.</summary>
internal sealed record PageHead
{
    public string? Lake { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public bool Simulated { get; init; }

    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    public IReadOnlyList<PageFact> Facts { get; init; } = [];
}

/// <summary>The page as HTML. Whatever came out of the lake is text: names of songs and playlists are other people's.</summary>
/// <param name="maxRows">Rows that a table shows at most.</param>
/// <param name="library">What the charts are drawn with; null for a page of tables.</param>
internal sealed class PageHtml(int maxRows, string? library)
{
    // Japanese and Arabic stay readable in the source; what means something in HTML is escaped all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new(1 << 18);

    public string Render(PageHead head, IReadOnlyList<PageSection> sections)
    {
        Head();
        Banner(head);
        Line("<nav aria-label=\"Sections\"><ul>");
        foreach (var section in sections)
        {
            Line($"<li><a href=\"#{section.Id}\" dir=\"auto\">{Escape(section.Title)}</a></li>");
        }

        Line("</ul></nav>");
        Line("<main id=\"main\">");
        foreach (var section in sections)
        {
            Section(section);
        }

        Line("</main>");
        Footer(head);
        return _html.ToString();
    }

    private void Head()
    {
        var scripts = library is null ? "'none'" : PageAssets.HashOf(library) + " " + PageAssets.HashOf(PageAssets.Charts);
        Line("<!DOCTYPE html>");
        Line("<html lang=\"en\">");
        Line("<head>");
        Line("<meta charset=\"utf-8\">");
        Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src {PageAssets.HashOf(PageAssets.Style)}; script-src {scripts}; base-uri 'none'; form-action 'none'\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line("<meta name=\"color-scheme\" content=\"light dark\">");
        Line("<meta name=\"referrer\" content=\"no-referrer\">");
        Line("<link rel=\"icon\" href=\"data:,\">");
        Line("<title>Spotify lake report</title>");
        _html.Append("<style>").Append(PageAssets.Style).Append("</style>\n");
        Line("</head>");
        Line("<body>");
        Line("<a class=\"skip\" href=\"#main\">Skip to the charts</a>");
    }

    private void Banner(PageHead head)
    {
        Line("<header>");
        Line($"<h1>Spotify lake report{(head.Simulated ? " <span class=\"badge\">simulated</span>" : "")}</h1>");
        var days = head is { FirstDay: { } first, LastDay: { } last } ? (first == last ? $"Snapshot of {Day(last)}" : $"Snapshots of {Day(first)} to {Day(last)}") : "No snapshots";
        Line($"<p>{days}. Written {head.WrittenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(head.Lake is null ? "" : $" from <span class=\"place\" dir=\"ltr\">{Escape(head.Lake)}</span>")}.</p>");
        if (head.Simulated)
        {
            Line("<p class=\"note\">This lake was filled by a simulator: its songs, artists and numbers are made up.</p>");
        }

        Line("<dl class=\"facts\">");
        foreach (var fact in head.Facts)
        {
            Line($"<div{(fact.Tone is null ? "" : $" class=\"{fact.Tone}\"")}><dt>{Escape(fact.Label)}</dt><dd>{Escape(fact.Value)}</dd></div>");
        }

        Line("</dl>");
        Line("</header>");
    }

    private void Section(PageSection section)
    {
        Line($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\">");
        Line($"<h2 id=\"{section.Id}-title\" dir=\"auto\">{Escape(section.Title)}</h2>");
        if (section.Lead is not null)
        {
            Line($"<p class=\"lead\">{Escape(section.Lead)}</p>");
        }

        Line($"<div class=\"figures{(section.Halves ? " halves" : "")}\">");
        foreach (var figure in section.Figures)
        {
            Figure(section, figure);
        }

        Line("</div>");
        Line("</section>");
    }

    private void Figure(PageSection section, PageFigure figure)
    {
        Line($"<figure id=\"{figure.Id}\" aria-labelledby=\"{figure.Id}-title\">");
        Line($"<figcaption><h3 id=\"{figure.Id}-title\">{Escape(figure.Title)}</h3>{(figure.Lead is null ? "" : $"<p>{Escape(figure.Lead)}</p>")}</figcaption>");
        if (figure.Facts.Count > 0)
        {
            Line("<ul class=\"chips\">" + string.Concat(figure.Facts.Select(f => $"<li class=\"{f.Tone}\"><b>{Escape(f.Value)}</b> {Escape(f.Label)}</li>")) + "</ul>");
        }

        foreach (var note in figure.Notes)
        {
            Line($"<p class=\"note\" dir=\"auto\">{Escape(note)}</p>");
        }

        if (figure.Chart is not null && library is not null)
        {
            Line($"<div class=\"chart\" data-title=\"{Escape(figure.Title)}\" data-text=\"{Escape(figure.ChartText)}\"><script type=\"application/json\">{figure.Chart}</script></div>");
        }

        if (figure.Table is { Rows.Count: > 0 } table)
        {
            // Open until its chart is drawn: where scripts are off, the tables are the page.
            var open = figure.TableOpen ? "open" : "open data-closes";
            Line($"<details {open}><summary>Table</summary>");
            Table(section.Id, figure.Id, table);
            Line("</details>");
        }

        if (figure.Sql is not null && figure.Failure is null)
        {
            Line($"<details><summary>SQL</summary><pre tabindex=\"0\" role=\"region\" aria-label=\"SQL of {Escape(figure.Title)}, {Escape(section.Title)}\"><code>{Escape(SqlForPeople.Text(figure.Sql))}</code></pre></details>");
        }

        if (figure.Failure is not null)
        {
            Line($"<details><summary>Why there is no answer</summary><p class=\"note\">{Escape(figure.Failure)}</p></details>");
        }

        Line("</figure>");
    }

    private void Table(string section, string id, PageTable table)
    {
        Line($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{section}-title {id}-caption\"><table data-rows=\"{table.Rows.Count.ToString(CultureInfo.InvariantCulture)}\"><caption id=\"{id}-caption\">{Escape(table.Caption)}</caption>");
        Line("<thead><tr>" + string.Concat(table.Columns.Select(c =>
            $"<{(c.Heading.Length == 0 ? "td" : "th scope=\"col\"")}{(IsNumeric(c) ? " class=\"n\"" : "")}{(c.SqlName is null ? "" : $" data-column=\"{Escape(c.SqlName)}\"")}>{Escape(c.Heading)}</{(c.Heading.Length == 0 ? "td" : "th")}>")) + "</tr></thead>");
        Line("<tbody>");
        foreach (var row in table.Rows.Take(maxRows))
        {
            _html.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
            {
                Cell(table.Columns[i], row[i]);
            }

            _html.Append("</tr>\n");
        }

        Line("</tbody></table></div>");
        if (table.Rows.Count > maxRows)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"<p class=\"note\">The first {maxRows:N0} of {table.Rows.Count:N0} rows; the SQL gives all.</p>"));
        }
    }

    private void Cell(PageColumn column, object? value)
    {
        switch (value)
        {
            case null:
                _html.Append(IsNumeric(column) ? "<td class=\"n none\">–</td>" : "<td class=\"none\">–</td>");
                break;
            case DateOnly day:
                _html.Append("<td>").Append(Day(day)).Append("</td>");
                break;
            case string text when column.Kind == ColumnKind.Tone:
                _html.Append("<td class=\"tone ").Append(Escape(text.ToLowerInvariant())).Append("\">").Append(Escape(text)).Append("</td>");
                break;
            case string text:
                _html.Append("<td dir=\"auto\">").Append(Escape(text)).Append("</td>");
                break;
            default:
                var raw = Raw(value);
                var shown = column.Kind == ColumnKind.Number ? Shown(value) : raw;
                _html.Append("<td class=\"n\">").Append(raw == shown ? raw : $"<data value=\"{raw}\">{shown}</data>").Append("</td>");
                break;
        }
    }

    private void Footer(PageHead head)
    {
        Line("<footer><p>Made by SpotifyPipeline. The page asks the network for nothing; its data are in it. Days are UTC.</p>");
        Line(library is null
            ? "<p>This build came without the library for charts, so the page holds tables only.</p>"
            : "<p>Charts are drawn with D3 (ISC licence, in the source of this page). Point at a chart, or go to it with Tab and use the arrow keys, to read values.</p>");
        Line("</footer>");
        if (library is not null)
        {
            _html.Append("<script>").Append(library).Append("</script>\n");
            _html.Append("<script>").Append(PageAssets.Charts).Append("</script>\n");
        }

        Line("</body>");
        Line("</html>");
    }

    private static bool IsNumeric(PageColumn column) => column.Kind is ColumnKind.Number or ColumnKind.Ordinal;

    private static string Raw(object value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);

    private static string Shown(object value) => ((IFormattable)value).ToString(value is double or decimal ? "#,0.##" : "N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Escape(string text) => Encoder.Encode(text);

    private void Line(string line) => _html.Append(line).Append('\n');
}
