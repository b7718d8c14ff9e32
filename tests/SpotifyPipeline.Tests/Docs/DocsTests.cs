using System.Text;

namespace SpotifyPipeline.Tests.Docs;

/// <summary>What the pages show is what compiles: C# in them is the text between two marks in a source file of these tests.</summary>
public class DocsTests
{
    public static IEnumerable<string> Pages() => Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
        .Append(Repository.PathOf("README.md"))
        .Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void Every_C_sharp_example_is_compiled(string page)
    {
        var examples = Examples().Where(e => e.Page == page).Select(e => e.Text).ToList();
        var shown = Fences(page).Where(f => f.Language == "csharp").Select(f => f.Text).ToList();

        Assert.That(shown, Is.EquivalentTo(examples), "copy the example between its marks in tests/SpotifyPipeline.Tests/Docs/Examples into the page");
    }

    [TestCaseSource(nameof(Pages))]
    public void Every_link_leads_to_a_file_that_exists(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var links = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Repository.PathOf(page)), @"\]\((?!https?:|#|mailto:)([^)#]+)")
            .Select(m => m.Groups[1].Value);

        Assert.That(links.Where(l => !Path.Exists(Path.Combine(folder, l))), Is.Empty);
    }

    [Test]
    public void Fences_that_no_test_runs_are_listed()
    {
        var unchecked_ = Pages().SelectMany(p => Fences(p).Where(f => f.Language != "csharp").Select(f => $"{p}:{f.Line} {f.Language}")).ToList();
        foreach (var fence in unchecked_)
        {
            TestContext.Out.WriteLine(fence);
        }

        TestContext.Out.WriteLine($"{unchecked_.Count} fences are not compiled by this project.");
        Assert.That(unchecked_, Has.None.Match(@" $"), "a fence without a language cannot be told from code");
    }

    private static IEnumerable<(string Page, string Text)> Examples()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "SpotifyPipeline.Tests", "Docs", "Examples"), "*.cs"))
        {
            string? page = null;
            var text = new List<string>();
            foreach (var line in File.ReadLines(file))
            {
                if (line.Trim() is ['/', '/', ' ', '<', 'e', 'x', 'a', 'm', 'p', 'l', 'e', ' ', ..] mark)
                {
                    page = mark["// <example ".Length..^1];
                    text.Clear();
                }
                else if (line.Trim() == "// </example>")
                {
                    yield return (page!, Dedent(text));
                    page = null;
                }
                else if (page is not null)
                {
                    text.Add(line);
                }
            }
        }
    }

    private static IEnumerable<(string Language, string Text, int Line)> Fences(string page)
    {
        string? language = null;
        var start = 0;
        var text = new List<string>();
        var number = 0;
        foreach (var line in File.ReadLines(Repository.PathOf(page)))
        {
            number++;
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
            }
            else if (language is null)
            {
                language = line[3..].Trim();
                start = number;
                text.Clear();
            }
            else
            {
                yield return (language, Dedent(text), start);
                language = null;
            }
        }
    }

    private static string Dedent(List<string> lines)
    {
        var indent = lines.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.Length > indent ? line[indent..] : line.TrimStart()).Append('\n');
        }

        return text.ToString().Trim('\n');
    }
}
