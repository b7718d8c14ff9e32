using Microsoft.Playwright;
using SpotifyPipeline.Tests;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>The page in a real browser.</summary>
public class ReportPageTests
{
    private static readonly string Screenshots = Directory.CreateDirectory(Repository.PathOf("tests", "SpotifyPipeline.EndToEndTests", "TestResults", "screenshots")).FullName;

    [TestCase("demo")]
    [TestCase("full")]
    [TestCase("hostile")]
    public async Task It_loads_without_an_error_and_asks_the_network_for_nothing(string name)
    {
        var (page, errors, requests) = await WatchAsync();
        var address = await AddressAsync(name);

        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("document.querySelectorAll('.chart > svg').length === document.querySelectorAll('.chart').length");

        Assert.That(errors, Is.Empty);
        Assert.That(requests, Is.EqualTo(new[] { address }));
        await page.Context.CloseAsync();
    }

    [TestCase("demo", 9)]
    [TestCase("full", 9)]
    public async Task Every_chart_is_drawn_in_pixels(string name, int atLeast)
    {
        var page = await OpenAsync(name);
        var scale = await Browser.OpenAsync();
        var charts = await page.Locator(".chart").AllAsync();

        Assert.That(charts, Has.Count.GreaterThanOrEqualTo(atLeast));
        foreach (var chart in charts)
        {
            var title = await chart.GetAttributeAsync("data-title");
            var png = Convert.ToBase64String(await chart.Locator("> svg").ScreenshotAsync());
            var inked = await scale.EvaluateAsync<double>(
                """
                async png => {
                  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
                  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
                  canvas.drawImage(image, 0, 0);
                  const { data } = canvas.getImageData(0, 0, image.width, image.height);
                  let inked = 0;
                  for (let i = 0; i < data.length; i += 4)
                    if (Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1]) + Math.abs(data[i + 2] - data[2]) > 60) inked++;
                  return 100 * inked / (data.length / 4);
                }
                """,
                png);
            TestContext.Out.WriteLine($"{title}: {inked:0.0} % of the pixels");
            Assert.That(inked, Is.GreaterThan(0.5).And.LessThan(90), title);
        }

        await scale.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Each_kind_of_chart_of_the_full_lake_is_there()
    {
        var page = await OpenAsync("full");

        var kinds = await page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('.chart script')].map(s => JSON.parse(s.textContent).kind))].sort()");

        Assert.That(kinds, Is.EqualTo(new[] { "bars", "columns", "graph", "heat", "ranks", "years" }), "one snapshot has no movement; the demo has");
        await page.Context.CloseAsync();
    }

    [TestCase("#top-songs", "popularity")]
    [TestCase("#playlist-1-ranks", "place")]
    [TestCase("#playlist-1-moves", "from")]
    [TestCase("#collaborations-graph", "")]
    [TestCase("#releases-years", "median")]
    [TestCase("#runs-list", "calls")]
    public async Task Hovering_and_arrow_keys_show_values(string figure, string word)
    {
        var page = await OpenAsync("demo");
        var svg = page.Locator($"{figure} .chart > svg");
        var tip = page.Locator($"{figure} .tip");
        await svg.ScrollIntoViewIfNeededAsync();
        Assert.That(await tip.IsVisibleAsync(), Is.False);

        await svg.HoverAsync();
        Assert.That(await tip.IsVisibleAsync(), Is.True);
        Assert.That(await tip.InnerTextAsync(), Does.Contain(word).And.Match(@"\S"));

        await page.Mouse.MoveAsync(0, 0);
        Assert.That(await tip.IsVisibleAsync(), Is.False);

        await svg.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        var first = await page.Locator($"{figure} [aria-live]").TextContentAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        var second = await page.Locator($"{figure} [aria-live]").TextContentAsync();
        Assert.That(await tip.IsVisibleAsync(), Is.True);
        Assert.That(first, Does.Contain(word).And.Not.EqualTo(second));

        await page.Keyboard.PressAsync("Escape");
        Assert.That(await tip.IsVisibleAsync(), Is.False);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Value_under_the_pointer_is_the_value_of_the_table()
    {
        var page = await OpenAsync("demo");
        var song = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#top-songs tbody tr:first-child td')].map(d => d.textContent)");

        await page.Locator("#top-songs .bar").First.HoverAsync();

        Assert.That(await page.Locator("#top-songs .tip").InnerTextAsync(), Does.Contain(song[1]).And.Contain(song[4] + " popularity"));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task It_fits_and_is_kept_as_a_picture(
        [Values("demo", "full", "hostile")] string name, [Values(375, 1440)] int width, [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme colours)
    {
        var page = await OpenAsync(name, width, colours);
        Assert.That(await OverflowAsync(page), Is.Empty, "as it opens");

        // A window as high as the page: to capture beyond the window, a browser without a GPU sometimes waits for ever.
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(width, height);
        var file = Path.Combine(Screenshots, $"report-{name}-{width}-{colours}.png".ToLowerInvariant());
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        TestContext.AddTestAttachment(file);

        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        Assert.That(await OverflowAsync(page), Is.Empty, "with all tables and all SQL open");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Charts_follow_the_width_of_the_window()
    {
        var page = await OpenAsync("demo");
        await page.SetViewportSizeAsync(375, 800);

        await page.WaitForFunctionAsync("[...document.querySelectorAll('.chart > svg')].every(s => s.getBoundingClientRect().width <= 375)");

        Assert.That(await OverflowAsync(page), Is.Empty);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Without_scripts_all_tables_are_open()
    {
        var address = await AddressAsync("demo");
        var page = await Browser.OpenAsync(scripts: false);
        await page.GotoAsync(address);

        var tables = await page.Locator("table").AllAsync();

        Assert.That(tables, Has.Count.GreaterThan(10));
        foreach (var table in tables)
        {
            Assert.That(await table.IsVisibleAsync(), Is.True);
        }

        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Names_of_others_stay_text()
    {
        var address = await AddressAsync("hostile");
        var (page, errors, _) = await WatchAsync();
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };

        await page.GotoAsync(address);
        await page.WaitForFunctionAsync("document.querySelectorAll('.chart > svg').length === document.querySelectorAll('.chart').length");

        Assert.That(dialogs, Is.Zero);
        Assert.That(errors, Is.Empty);
        Assert.That(await page.EvaluateAsync<bool>("'owned' in window"), Is.False);
        Assert.That(await page.Locator("img, iframe, svg[onload], [onmouseover]").CountAsync(), Is.Zero);
        Assert.That(await page.Locator("#playlist-1 > h2").TextContentAsync(), Is.EqualTo(HostilePlaylist.Name));
        Assert.That(
            await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#top-songs tbody td:nth-child(2)')].map(d => d.textContent)"),
            Is.EquivalentTo(HostilePlaylist.Songs));
        Assert.That(
            await page.EvaluateAsync<string[]>("JSON.parse(document.querySelector('#top-songs .chart script').textContent).items.map(i => i.label)"),
            Is.EquivalentTo(HostilePlaylist.Songs));
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_simulated_lake_is_marked_and_a_real_one_is_not()
    {
        var demo = await OpenAsync("demo");
        var full = await OpenAsync("full");

        Assert.That(await demo.Locator("h1").TextContentAsync(), Does.Contain("simulated"));
        Assert.That(await full.Locator("h1").TextContentAsync(), Does.Not.Contain("simulated"));
        await demo.Context.CloseAsync();
        await full.Context.CloseAsync();
    }

    [Test]
    public async Task What_is_not_there_is_said_with_the_way_to_get_it()
    {
        var page = await OpenAsync("demo");

        Assert.That(await page.Locator("#listening-hours").TextContentAsync(), Does.Contain("no plays").And.Contain("RecentlyPlayed"));
        Assert.That(await page.Locator("#genres-share").TextContentAsync(), Does.Contain("No artist of the lake has a genre").And.Contain("Sources:Artists"));
        await page.Context.CloseAsync();
    }

    internal static async Task<string> AddressAsync(string name) => ReportLakes.PageOf(await (name switch
    {
        "demo" => ReportLakes.DemoAsync(),
        "full" => ReportLakes.FullAsync(),
        _ => ReportLakes.HostileAsync(),
    })).AbsoluteUri;

    private static async Task<IPage> OpenAsync(string name, int width = 1440, ColorScheme colours = ColorScheme.Light)
    {
        var address = await AddressAsync(name);
        var page = await Browser.OpenAsync(width, colours: colours);
        await page.GotoAsync(address);
        return page;
    }

    private static async Task<(IPage Page, List<string> Errors, List<string> Requests)> WatchAsync()
    {
        var page = await Browser.OpenAsync();
        var (errors, requests) = (new List<string>(), new List<string>());
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) => requests.Add(request.Url);
        return (page, errors, requests);
    }

    /// <summary>What reaches beyond the window; what scrolls within a box of its own is none of it.</summary>
    private static Task<string[]> OverflowAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [`the page is ${document.documentElement.scrollWidth} px wide in ${wide}`, ...[...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > wide + 1 && !e.closest(".scroll, pre")).slice(0, 5).map(e => e.outerHTML.slice(0, 120))];
        }
        """);
}
