using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Reports.Page;

namespace SpotifyPipeline.Tests.Reports;

internal sealed partial class PageHtmlTests
{
    private static readonly PageHead Head = new() { WrittenAt = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero) };

    [TestCase("</script><script>alert(1)</script>")]
    [TestCase("<!--<script>")]
    [TestCase("\"><img src=x onerror=alert(1)>")]
    [TestCase("]]></details></figure>")]
    public void A_name_ends_no_element_and_begins_none(string name)
    {
        var html = Render(name, "d3");

        Assert.That(html, Does.Not.Contain(name));
        Assert.That(Tags(html), Is.EqualTo(Tags(Render("Café", "d3"))));
    }

    [Test]
    public void Any_name_leaves_the_page_as_it_is_and_comes_out_as_it_went_in()
    {
        var plain = Tags(Render("plain", "d3"));
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().Where(t => t.Get.Trim().Length > 0).ToArbitrary(), name =>
        {
            var html = Render(name.Get, "d3");
            using var data = JsonDocument.Parse(Data().Match(html).Groups[1].Value);
            return Tags(html).SequenceEqual(plain) && data.RootElement.GetProperty("items")[0].GetProperty("label").GetString() == Replaced(name.Get);
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void The_policy_allows_what_is_on_the_page_and_nothing_else()
    {
        var html = Render("Café", "d3");

        var policy = Policy().Match(html).Groups[1].Value;
        Assert.That(policy, Does.StartWith("default-src 'none'").And.Not.Contain("unsafe").And.Not.Contain("http"));
        foreach (var text in Regex.Matches(html, "<(?:style|script)>(.*?)</(?:style|script)>", RegexOptions.Singleline).Select(m => m.Groups[1].Value))
        {
            Assert.That(policy, Does.Contain(PageAssets.HashOf(text)));
        }

        Assert.That(html, Does.Not.Match("<[^>]+ (on[a-z]+|style)=").And.Not.Contain("src=\"").And.Not.Contain("href=\"http"));
    }

    [Test]
    public void Without_the_library_there_are_tables_and_no_scripts()
    {
        var html = Render("Café", null);

        Assert.That(html, Does.Contain("<table").And.Contain("<details open").And.Contain("Café").And.Contain("script-src 'none'").And.Contain("tables only"));
        Assert.That(html, Does.Not.Contain("<script").And.Not.Contain("class=\"chart\""));
    }

    [Test]
    public void A_long_table_says_how_long_it_is()
    {
        var table = PageTable.Of("Numbers", Enumerable.Range(1, 1234).ToList(), [new("n", "n", ColumnKind.Number)], n => [n]);

        var html = new PageHtml(20, null).Render(Head, [new PageSection("s", "S", [new PageFigure("f", "F") { Table = table }])]);

        Assert.That(Regex.Count(html, "<tr>"), Is.EqualTo(21));
        Assert.That(html, Does.Contain("The first 20 of 1,234 rows").And.Contain("data-rows=\"1234\""));
    }

    [Test]
    public void Numbers_are_grouped_and_keep_their_value_and_the_unknown_is_a_dash()
    {
        var table = new PageTable("t", [new("n", null, ColumnKind.Number), new("year", null, ColumnKind.Ordinal), new("x", null)], [[12345L, 1999, null], [0.125, null, new DateOnly(2026, 1, 2)]]);

        var html = new PageHtml(20, null).Render(Head, [new PageSection("s", "S", [new PageFigure("f", "F") { Table = table }])]);

        Assert.That(html, Does.Contain("<data value=\"12345\">12,345</data>").And.Contain(">1999<").And.Contain("<td class=\"none\">–</td>").And.Contain("<data value=\"0.125\">0.13</data>").And.Contain(">2026-01-02<"));
    }

    [Test]
    public void The_library_is_in_this_build_with_its_licence()
    {
        if (PageAssets.Library is null)
        {
            Assert.Ignore("The library for charts: npm could not fetch d3 when this build was made.");
        }

        Assert.That(PageAssets.Library, Does.StartWith("/*\nCopyright").And.Contain("Permission to use, copy, modify").And.Contain("d3js.org v7.9.2"));
        Assert.That(PageAssets.Library, Does.Not.Contain("</script").IgnoreCase.And.Not.Contain("<!--"));
        Assert.That(PageAssets.Charts, Does.Not.Contain("</script").IgnoreCase.And.Not.Contain("innerHTML").And.Not.Contain(".html("));
    }

    private static string Render(string name, string? library)
    {
        var figure = new PageFigure("f", "Songs")
        {
            Chart = ChartJson.Bars("popularity", 100, [(name, name, 1, "1")]),
            ChartText = name,
            Lead = name,
            Notes = [name],
            Facts = [new PageFact(name, name)],
            Table = PageTable.Of(name, [name], [new(name, "song_name")], n => [n]),
            Sql = new SpotifyPipeline.Query.SqlStatement("SELECT ?", name),
        };
        var failed = new PageFigure("g", "Refused") { Failure = name };
        return new PageHtml(100, library).Render(Head with { Lake = name, Facts = [new PageFact("n", name)] }, [new PageSection("s", name, [figure, failed]) { Lead = name }]);
    }

    // What is not valid UTF-16 cannot be written and is replaced.
    private static string Replaced(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static List<string> Tags(string html) => [.. Tag().Matches(html).Select(m => m.Value)];

    // A tag as a browser sees it: from "<" and a letter, "/" or "!" to the end of its name.
    [GeneratedRegex("<[a-zA-Z/!][a-zA-Z0-9]*")]
    private static partial Regex Tag();

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]+)\"")]
    private static partial Regex Policy();
}
