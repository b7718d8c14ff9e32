using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.EndToEndTests.ConsoleHost;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>Every number and name on the page is what the SQL beside it gives.</summary>
public class ReportNumbersTests
{
    private const string ReadFigures =
        """
        () => [...document.querySelectorAll("figure")].map(figure => ({
          id: figure.id,
          sql: [...figure.querySelectorAll("pre code")].map(c => c.textContent)[0] ?? null,
          total: +(figure.querySelector("table")?.dataset.rows ?? 0),
          columns: [...figure.querySelectorAll("thead tr > *")].map(h => h.dataset.column ?? null),
          rows: [...figure.querySelectorAll("tbody tr")].map(r => [...r.children].map(c => c.querySelector("data")?.value ?? c.textContent)),
        }))
        """;

    [TestCase("demo", 12)]
    [TestCase("full", 11)]
    [TestCase("hostile", 7)]
    public async Task Tables_equal_their_SQL(string name, int atLeast)
    {
        var address = await ReportPageTests.AddressAsync(name);
        var page = await Browser.OpenAsync();
        await page.GotoAsync(address);
        using var figures = JsonDocument.Parse(JsonSerializer.Serialize(await page.EvaluateAsync<JsonElement>(ReadFigures)));
        await page.Context.CloseAsync();
        await using var services = Services(Path.GetDirectoryName(new Uri(address).LocalPath)!);
        var engine = services.GetRequiredService<IQueryEngine>();
        var compared = 0;
        foreach (var figure in figures.RootElement.EnumerateArray().Where(f => f.GetProperty("sql").ValueKind == JsonValueKind.String && f.GetProperty("total").GetInt32() > 0))
        {
            var id = figure.GetProperty("id").GetString();
            var columns = figure.GetProperty("columns").EnumerateArray().Select(c => c.GetString()).ToList();
            var shown = figure.GetProperty("rows").EnumerateArray().Select(r => r.EnumerateArray().Select(c => c.GetString()!).ToList()).ToList();
            var (rows, total) = await AnswerAsync(engine, figure.GetProperty("sql").GetString()!, columns, shown.Count);

            Assert.That(total, Is.EqualTo(figure.GetProperty("total").GetInt32()), id);
            Assert.That(shown.Select(r => string.Join(" | ", r.Where((_, i) => columns[i] is not null))), Is.EqualTo(rows), id);
            compared++;
        }

        Assert.That(compared, Is.GreaterThanOrEqualTo(atLeast));
    }

    [Test]
    public async Task Charts_show_the_rows_of_their_tables()
    {
        var page = await Browser.OpenAsync();
        await page.GotoAsync(await ReportPageTests.AddressAsync("demo"));

        var wrong = await page.EvaluateAsync<string[]>(
            """
            () => {
              const wrong = [], data = id => JSON.parse(document.querySelector(`#${id} .chart script`).textContent);
              const column = (id, name) => { const at = [...document.querySelectorAll(`#${id} thead tr > *`)].findIndex(h => h.dataset.column === name); return [...document.querySelectorAll(`#${id} tbody tr`)].map(r => r.children[at].querySelector("data")?.value ?? r.children[at].textContent); };
              const same = (what, a, b) => { if (JSON.stringify(a) !== JSON.stringify(b)) wrong.push(`${what}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`); };
              const songs = data("top-songs").items;
              same("songs", songs.map(s => String(s.value)), column("top-songs", "popularity").slice(0, songs.length));
              same("years", data("releases-years").items.map(y => [y.year, y.songs, y.median].map(String)), column("releases-years", "release_year").map((y, i) => [y, column("releases-years", "songs")[i], column("releases-years", "median_seconds")[i]]));
              const ranks = data("playlist-1-ranks");
              const drawn = ranks.songs.flatMap(s => s.ranks.map((r, i) => r === null ? null : `${ranks.days[i]} ${r}`)).filter(Boolean).sort();
              const rows = column("playlist-1-ranks", "snapshot_date").map((d, i) => `${d} ${column("playlist-1-ranks", "chart_position")[i]}`).sort();
              same("ranks", drawn, rows);
              for (const move of data("playlist-1-moves").items) {
                const at = column("playlist-1-moves", "song_name").findIndex((n, i) => n === move.label && +column("playlist-1-moves", "position_gain")[i] === move.value);
                if (at < 0) wrong.push(`no row for ${JSON.stringify(move)}`);
              }
              return wrong;
            }
            """);

        Assert.That(wrong, Is.Empty);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Headline_is_what_the_executable_answers()
    {
        var lake = await ReportLakes.DemoAsync();
        var page = await Browser.OpenAsync();
        await page.GotoAsync(ReportLakes.PageOf(lake).AbsoluteUri);
        var facts = (await page.Locator(".facts > div").AllTextContentsAsync()).ToList();
        await page.Context.CloseAsync();

        var (code, output, errors) = await HostProcess.RunAsync(
            Path.GetTempPath(), null, "query", "SELECT (SELECT count(DISTINCT song_id) FROM songs) AS songs, (SELECT count(DISTINCT artist_id) FROM artists) AS artists, (SELECT count(DISTINCT snapshot_date) FROM playlist_items) AS days", "--lake", lake, "--json");

        Assert.That(code, Is.Zero, errors);
        using var answer = JsonDocument.Parse(output);
        var row = answer.RootElement[0];
        Assert.That(facts, Does.Contain($"songs{row.GetProperty("songs").GetInt64():N0}").And.Contain($"artists{row.GetProperty("artists").GetInt64():N0}").And.Contain("days7").And.Contain("calls in 7 runs21"));
        Assert.That(row.GetProperty("days").GetInt64(), Is.EqualTo(7));
    }

    private static async Task<(List<string> Rows, int Total)> AnswerAsync(IQueryEngine engine, string sql, List<string?> columns, int take)
    {
        await using var result = await engine.ExecuteAsync(new SqlStatement(sql), CancellationToken.None);
        var rows = new List<string>();
        var total = 0;
        await foreach (var row in result.Rows)
        {
            if (total++ < take)
            {
                rows.Add(string.Join(" | ", columns.Where(c => c is not null).Select(c => Text(row[c!]))));
            }
        }

        return (rows, total);
    }

    private static string Text(object? value) => value switch
    {
        null => "–",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static ServiceProvider Services(string lake)
    {
        var services = new ServiceCollection();
        services.AddSpotifyPipeline().Configure(options => options.Lake.Root = lake).UseDuckDB();
        return services.BuildServiceProvider();
    }
}
